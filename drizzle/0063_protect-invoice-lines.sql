-- An invoice has the lines that it was issued with: they are written before it is. What the app may not change by its
-- grants it may not add to either. The owner of the table, who restores it from a backup, is not bound.
alter table "invoice_lines" enable row level security;
--> statement-breakpoint
create policy "read" on "invoice_lines" for select using (true);
--> statement-breakpoint
create policy "before_the_invoice" on "invoice_lines" for insert with check (
  not exists (select from "invoices" i where i.org_id = "invoice_lines".org_id and i.invoice_id = "invoice_lines".invoice_id)
);
