-- What was issued stays as it is, whoever asks: the rights of kontor_app say so, and these triggers say it to everybody
-- else, the owner of the tables included. A session of the owner that is opened for maintenance says so itself
-- (kontor.maintenance = 'on'), as the commands of the command line do.
create or replace function is_maintenance() returns boolean
language sql stable as $$
  select current_setting('kontor.maintenance', true) is not distinct from 'on'
    and pg_has_role(current_user, (select c.relowner from pg_class c where c.oid = 'invoices'::regclass), 'USAGE')
$$;

create or replace function protect_issued() returns trigger
language plpgsql as $$
begin
  if not is_maintenance() then
    raise exception 'What was issued cannot be changed (% of %).', lower(tg_op), tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;

create or replace trigger protect_issued
  before delete or update of org_id, invoice_id, series, number, month_on, issued_at, issued_on, due_on, issued_by, pay_by,
    currency, net, tax, total, sequence, snapshot, snapshot_sha256
  on invoices for each statement execute function protect_issued();
create or replace trigger protect_issued_whole before truncate on invoices
  for each statement execute function protect_issued();
create or replace trigger protect_issued before update or delete or truncate on invoice_lines
  for each statement execute function protect_issued();
create or replace trigger protect_issued before update or delete or truncate on invoice_documents
  for each statement execute function protect_issued();
create or replace trigger protect_issued before update or delete or truncate on issued_numbers
  for each statement execute function protect_issued();

-- An invoice has the lines that it was issued with: they are written before it is.
create or replace function protect_issued_lines() returns trigger
language plpgsql as $$
begin
  if exists (select from invoices i where i.org_id = new.org_id and i.invoice_id = new.invoice_id)
    and not is_maintenance() then
    raise exception 'The invoice % is issued; it gets no more lines.', new.invoice_id
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create or replace trigger protect_issued_lines before insert on invoice_lines
  for each row execute function protect_issued_lines();
