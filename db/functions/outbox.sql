-- Takes due work with a lease: what is not finished by then is due again.
create or replace function take_outbox(p_now timestamptz, p_lease interval, p_most integer)
returns table (outbox_id bigint, kind text, org_id text, reference text, attempts integer)
language sql as $$
  update outbox o set due_at = p_now + p_lease, attempts = o.attempts + 1
    from (select d.outbox_id from outbox d where d.done_at is null and d.due_at <= p_now
           order by d.due_at limit p_most for update skip locked) due
   where o.outbox_id = due.outbox_id
  returning o.outbox_id, o.kind, o.org_id, o.reference, o.attempts
$$;

create or replace function finish_outbox(p_outbox_id bigint, p_at timestamptz) returns void
language sql as $$
  update outbox set done_at = p_at, last_error = null where outbox_id = p_outbox_id and done_at is null
$$;

create or replace function postpone_outbox(p_outbox_id bigint, p_due_at timestamptz, p_error text) returns void
language sql as $$
  update outbox set due_at = p_due_at, last_error = p_error where outbox_id = p_outbox_id and done_at is null
$$;

-- Stores a rendered document; the first one stays, and is what this answers.
create or replace function store_invoice_document(
  p_org text, p_invoice_id text, p_kind text, p_content bytea, p_sha256 text, p_at timestamptz
) returns table (content bytea, sha256 text)
language plpgsql as $$
begin
  insert into invoice_documents (org_id, invoice_id, kind, content, sha256, rendered_at)
  values (p_org, p_invoice_id, p_kind, p_content, p_sha256, p_at) on conflict do nothing;
  return query select d.content, d.sha256 from invoice_documents d
    where d.org_id = p_org and d.invoice_id = p_invoice_id and d.kind = p_kind;
end
$$;
