-- The planner shows the certificates of the trust stores as well, so what workers record of them leaves a mark like the other tables.
CREATE TRIGGER "trusted_certificates_added_mark" AFTER INSERT ON "trusted_certificates" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "mark_changed_certificates"();
CREATE TRIGGER "trusted_certificates_removed_mark" AFTER DELETE ON "trusted_certificates" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "mark_changed_certificates"();
CREATE TRIGGER "trusted_certificates_emptied_mark" AFTER TRUNCATE ON "trusted_certificates"
  FOR EACH STATEMENT EXECUTE FUNCTION "mark_changed_row"();

-- What is kept under the marks of before knows nothing of them.
SELECT "mark_certificates"();
