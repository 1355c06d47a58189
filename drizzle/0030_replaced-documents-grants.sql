grant select on replaced_documents to kontor_app;
--> statement-breakpoint
comment on table replaced_documents is 'Documents that did not say what their invoice says, as they were until the owner of the schema replaced them; append-only.';
