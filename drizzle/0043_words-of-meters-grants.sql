grant select, insert, update on meter_words, skill_words to kontor_app;
--> statement-breakpoint
comment on table meter_words is 'What meters and their units are called on screens and documents, by language.';
--> statement-breakpoint
comment on table skill_words is 'What skills are called on screens and documents, by language.';
