-- Records that an invoice is reminded of, once a level and in order, and at most one a day: its e-mail goes out afterwards.
-- p_open: what the reminder says is open; if it is another amount by now, nothing is written.
-- Answers recorded · repeated (this level was) · stale (read and decide again).
create or replace function record_reminder(
  p_org text, p_invoice_id text, p_level integer, p_fee numeric, p_open numeric, p_snapshot text, p_sent_on date, p_by text,
  p_at timestamptz, p_audit jsonb
) returns text
language plpgsql as $$
declare
  v_invoice invoices;
begin
  select * into v_invoice from invoices i where i.org_id = p_org and i.invoice_id = p_invoice_id for update;
  if exists (select from invoice_reminders r
      where r.org_id = p_org and r.invoice_id = p_invoice_id and r.level = p_level) then
    return 'repeated';
  end if;
  if v_invoice.invoice_id is null or v_invoice.paid_at is not null or v_invoice.total - v_invoice.paid_amount <> p_open
    or (select coalesce(max(r.level), 0) from invoice_reminders r
         where r.org_id = p_org and r.invoice_id = p_invoice_id) <> p_level - 1
    or exists (select from invoice_reminders r
         where r.org_id = p_org and r.invoice_id = p_invoice_id and r.sent_on >= p_sent_on) then
    return 'stale';
  end if;
  insert into invoice_reminders (org_id, invoice_id, level, fee, sent_at, sent_on, snapshot, sent_by)
  values (p_org, p_invoice_id, p_level, p_fee, p_at, p_sent_on, p_snapshot, p_by);
  perform queue_mail('reminder_mail', p_org, p_invoice_id || ':' || p_level, p_at);
  perform append_audit(p_audit);
  return 'recorded';
end
$$;

-- Pauses reminders of an invoice until a day, or ends the pause with that day.
create or replace function pause_reminders(
  p_org text, p_invoice_id text, p_until_on date, p_note text, p_by text, p_at timestamptz, p_audit jsonb
) returns void
language plpgsql as $$
begin
  if was_audited(p_audit) then
    return;
  end if;
  insert into reminder_pauses (org_id, invoice_id, until_on, note, paused_at, paused_by)
  values (p_org, p_invoice_id, p_until_on, p_note, p_at, p_by)
  on conflict (org_id, invoice_id) do update
    set until_on = p_until_on, note = p_note, paused_at = p_at, paused_by = p_by;
  perform append_audit(p_audit);
end
$$;
