insert into org_terms (org_id, effective_on, version, legal_name, street, building_number, postal_code, town, country,
  vat_number, price_book, treatment, pay_by, terms_days, saved_at, saved_by)
select org_id, '0001-01-01', version, legal_name, street, building_number, postal_code, town, country, vat_number,
       price_book, treatment, pay_by, terms_days, updated_at, 'system:migration'
  from org_billing_config;
--> statement-breakpoint
update org_billing_config c set currency = b.currency from price_books b where b.price_book = c.price_book;
--> statement-breakpoint
grant select, insert on org_terms to kontor_app;
--> statement-breakpoint
comment on table org_terms is 'How orgs are billed, from a civil day on. Append-only: the app''s role has no update or delete.';
