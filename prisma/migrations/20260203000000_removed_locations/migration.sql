-- What a removed location saw is gone from the board, which no surviving row can tell.
CREATE TRIGGER "locations_removed" AFTER DELETE ON "locations"
  FOR EACH STATEMENT EXECUTE FUNCTION "mark_fleet"();
