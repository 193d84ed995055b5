-- The newest imports are found without reading the record of every host.
CREATE INDEX "audit_entries_imports" ON "audit_entries" ("at") WHERE "action" = 'fleet.import';
