-- Takes due work of a kind with a lease: what is not finished by then is due again. Why the attempt before failed is emptied,
-- as with calls to cells below.
create or replace function take_outbox(p_kind text, p_now timestamptz, p_lease interval, p_most integer)
returns table (outbox_id bigint, kind text, org_id text, reference text, attempts integer)
language sql as $$
  update outbox o set due_at = p_now + p_lease, attempts = o.attempts + 1, last_error = null
    from (select d.outbox_id from outbox d
           where d.done_at is null and d.due_at <= p_now and d.kind = p_kind
           order by d.due_at limit p_most for update skip locked) due
   where o.outbox_id = due.outbox_id
  returning o.outbox_id, o.kind, o.org_id, o.reference, o.attempts
$$;

-- As servers of the version before ask for it: documents.
create or replace function take_outbox(p_now timestamptz, p_lease interval, p_most integer)
returns table (outbox_id bigint, kind text, org_id text, reference text, attempts integer)
language sql as $$ select * from take_outbox('invoice_document', p_now, p_lease, p_most) $$;

-- Takes due calls to cells with a lease: the oldest of every cell, at most p_most each, and none for the cells of p_busy.
-- Calls of orgs without a cell come under the empty name. Why the attempt before failed is emptied: a call that was tried
-- and has no error is under way.
create or replace function take_calls(p_now timestamptz, p_lease interval, p_most integer, p_busy text[])
returns table (
  outbox_id bigint, kind text, org_id text, reference text, attempts integer, created_at timestamptz, cell text
)
language sql as $$
  with due as (
    select d.outbox_id, coalesce(g.cell, '') as cell,
           row_number() over (partition by coalesce(g.cell, '') order by d.due_at, d.outbox_id) as place
      from outbox d left join org_gates g using (org_id)
     where d.done_at is null and d.due_at <= p_now and d.kind in ('cell_command', 'quota_notice')
       and coalesce(g.cell, '') <> all (p_busy)
  ), taken as (
    select d.outbox_id, due.cell from due join outbox d using (outbox_id)
     where due.place <= p_most and d.done_at is null and d.due_at <= p_now
       for update of d skip locked
  )
  update outbox o set due_at = p_now + p_lease, attempts = o.attempts + 1, last_error = null
    from taken where o.outbox_id = taken.outbox_id
  returning o.outbox_id, o.kind, o.org_id, o.reference, o.attempts, o.created_at, taken.cell
$$;

-- Writes down one attempt to tell a cell something: done where p_due_at is null, else due again then. An acknowledgement
-- ends the work no matter which process has it now; a failure never puts off work that somebody else has taken since.
-- p_delivery: the row of cell_deliveries, or null where the attempt leaves none.
create or replace function settle_call(
  p_outbox_id bigint, p_attempts integer, p_at timestamptz, p_due_at timestamptz, p_error text, p_delivery jsonb
) returns void
language plpgsql as $$
begin
  if p_due_at is null then
    update outbox set done_at = p_at, last_error = null where outbox_id = p_outbox_id and done_at is null;
  else
    update outbox set due_at = p_due_at, last_error = p_error
     where outbox_id = p_outbox_id and done_at is null and attempts = p_attempts;
  end if;
  insert into cell_deliveries (message_id, cell, org_id, command, generation, attempted_at, status, outcome, error)
  select d.message_id, d.cell, d.org_id, d.command, d.generation, d.attempted_at, d.status, d.outcome, d.error
    from jsonb_populate_record(null::cell_deliveries, nullif(p_delivery, 'null')) d
   where d.message_id is not null and not exists (
     select from cell_deliveries e
      where e.org_id = d.org_id and e.message_id = d.message_id and e.attempted_at = d.attempted_at and e.cell = d.cell);
end
$$;

-- Makes a call to a cell, an e-mail or a document that waits due at once, and answers `due`. One that is under way stays as it is, so
-- that nobody is told twice at a time: `under_way`, until its lease ends. `done` where there is nothing left to send, and
-- `unknown` where there is no such call.
create or replace function send_call_again(p_outbox_id bigint, p_now timestamptz, p_audit jsonb) returns text
language plpgsql as $$
declare
  v_work outbox;
begin
  select * into v_work from outbox
   where outbox_id = p_outbox_id and kind in ('cell_command', 'quota_notice', 'alert_mail', 'invoice_document') for update;
  if not found then
    return 'unknown';
  elsif was_audited(p_audit) then
    return 'due';
  elsif v_work.done_at is not null then
    return 'done';
  elsif v_work.attempts > 0 and v_work.last_error is null and v_work.due_at > p_now then
    return 'under_way';
  end if;
  update outbox set due_at = least(due_at, p_now) where outbox_id = p_outbox_id;
  perform append_audit(p_audit || jsonb_build_object('org', v_work.org_id));
  return 'due';
end
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

-- Replaces a stored document that does not say what its invoice says; its bytes are kept. The app's role may not: it has no
-- grant to change a document. Answers replaced · repeated (this very call was made before) · stale (other bytes are there).
create or replace function replace_invoice_document(
  p_org text, p_invoice_id text, p_kind text, p_wrong_sha256 text, p_difference text, p_content bytea, p_sha256 text,
  p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_document invoice_documents;
begin
  select * into v_document from invoice_documents d
   where d.org_id = p_org and d.invoice_id = p_invoice_id and d.kind = p_kind for update;
  if was_audited(p_audit) then
    return 'repeated';
  elsif v_document.org_id is null or encode(sha256(v_document.content), 'hex') <> p_wrong_sha256 then
    return 'stale';
  end if;
  insert into replaced_documents (org_id, invoice_id, kind, replaced_at, content, sha256, rendered_at, difference,
    replacement_sha256)
  values (p_org, p_invoice_id, p_kind, p_at, v_document.content, p_wrong_sha256, v_document.rendered_at, p_difference,
    p_sha256);
  update invoice_documents d set content = p_content, sha256 = p_sha256, rendered_at = p_at
   where d.org_id = p_org and d.invoice_id = p_invoice_id and d.kind = p_kind;
  perform append_audit(p_audit);
  return 'replaced';
end
$$;
