-- Leaves an e-mail about a document to the outbox, once for each of its references. Called by the function that writes what
-- the e-mail is about.
-- p_kind: invoice_mail (an invoice) · payment_mail (a payment) · reminder_mail (`invoice:level`).
create or replace function queue_mail(p_kind text, p_org text, p_reference text, p_at timestamptz) returns void
language sql as $$
  insert into outbox (kind, org_id, reference, created_at, due_at) values (p_kind, p_org, p_reference, p_at, p_at)
  on conflict (org_id, kind, reference) where kind in ('invoice_mail', 'payment_mail', 'reminder_mail') do nothing
$$;

-- Takes due e-mails about documents with a lease, those that wait longest first: what is not settled by then is due again.
create or replace function take_mails(p_now timestamptz, p_lease interval, p_most integer)
returns table (outbox_id bigint, kind text, org_id text, reference text, attempts integer)
language sql as $$
  update outbox o set due_at = p_now + p_lease, attempts = o.attempts + 1, last_error = null
    from (select d.outbox_id from outbox d
           where d.done_at is null and d.due_at <= p_now and d.kind in ('invoice_mail', 'payment_mail', 'reminder_mail')
           order by d.due_at limit p_most for update skip locked) due
   where o.outbox_id = due.outbox_id
  returning o.outbox_id, o.kind, o.org_id, o.reference, o.attempts
$$;

-- Writes down an e-mail as it was composed, a row for each address. What is kept already stays as it is, so that every attempt
-- sends what the first one composed. A row without an address is one that nobody is there to get.
-- p_mail: the columns of mails that are the same for all.   p_to: {mail_id, to_address} each.
create or replace function keep_mails(p_mail jsonb, p_to jsonb) returns setof mails
language plpgsql as $$
begin
  insert into mails
  select (jsonb_populate_record(null::mails, p_mail || t || jsonb_build_object('attempts', 0,
    'state', case when t->>'to_address' = '' then 'given_up' else 'waiting' end,
    'answer', case when t->>'to_address' = '' then 'There is nobody to write to.' else '' end))).*
    from jsonb_array_elements(p_to) t order by t->>'to_address'
  on conflict do nothing;
  return query select m.* from mails m
    where m.org_id = p_mail->>'org_id' and m.kind = p_mail->>'kind' and m.reference = p_mail->>'reference'
    order by m.to_address;
end
$$;

-- Writes down what became of one attempt to send a kept e-mail; one that is settled stays as it is. An alert also notes the
-- address.
-- p_state: sent · refused · waiting (it is tried again).
create or replace function note_mail_attempt(
  p_org text, p_mail_id text, p_state text, p_answer text, p_at timestamptz
) returns void
language plpgsql as $$
declare
  v_mail mails;
begin
  update mails set state = p_state, answer = p_answer, attempts = attempts + 1, tried_at = p_at,
         sent_at = case when p_state = 'sent' then p_at end
   where org_id = p_org and mail_id = p_mail_id and state = 'waiting'
  returning * into v_mail;
  if found and p_state = 'sent' and v_mail.kind = 'alert_mail' then
    update alerts set sent_to = sent_to || v_mail.to_address
     where org_id = p_org and alert_key = v_mail.reference and not v_mail.to_address = any (sent_to);
  end if;
end
$$;

-- Ends the e-mails of a reference that still wait.
create or replace function end_mails(p_org text, p_kind text, p_reference text, p_state text, p_why text) returns void
language sql as $$
  update mails set state = p_state, answer = case when p_why = '' then answer else p_why end
   where org_id = p_org and kind = p_kind and reference = p_reference and state = 'waiting'
$$;

-- Writes down one attempt to send what the outbox was left with: due again at p_due_at, or if that is null, done, and e-mails
-- that still wait end as p_state. A failure never puts off work that somebody else has taken since.
-- p_state: given_up · no_server.   p_why: in a sentence; empty keeps what the server said last.
create or replace function settle_mails(
  p_outbox_id bigint, p_attempts integer, p_at timestamptz, p_due_at timestamptz, p_error text, p_state text, p_why text
) returns void
language plpgsql as $$
declare
  v_work outbox;
begin
  if p_due_at is not null then
    update outbox set due_at = p_due_at, last_error = p_error
     where outbox_id = p_outbox_id and done_at is null and attempts = p_attempts;
    return;
  end if;
  update outbox set done_at = p_at, last_error = null where outbox_id = p_outbox_id and done_at is null
  returning * into v_work;
  if found then
    perform end_mails(v_work.org_id, v_work.kind, v_work.reference, p_state, p_why);
  end if;
end
$$;
