grant select, insert, update on invoice_charges to kontor_app;
--> statement-breakpoint
comment on table invoice_charges is 'The charge of a saved card when an invoice is issued, one of an invoice: what, to which card, and what became of it.';
