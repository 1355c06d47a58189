import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { makeInvoice, preparePlatform } from './fixtures'
import { sqlStateOf } from './outcomes'
import { testDatabase } from './test-database'

const { url, db, sql, ownerSql } = await testDatabase()
const refused = '42501'

/** A login that has nothing but the app's role, as a deployment gives it to the app. */
const login = 'kontor_login_test'
await ownerSql.unsafe(`
  do $$ begin create role ${login} login password 'test' in role kontor_app; exception when duplicate_object then null; end $$`)
const loginUrl = new URL(url)
loginUrl.username = login
loginUrl.password = 'test'
const asLogin = postgres(loginUrl.toString(), { max: 1, connection: { role: 'kontor_app' }, onnotice: () => {} })
afterAll(() => asLogin.end())

const columnsOf = async (table: string): Promise<string[]> =>
  (
    await ownerSql<{ name: string }[]>`
      select attname as name from pg_attribute
       where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`
  ).map(({ name }) => name)

/** The columns of a table that the app may update. */
const changeable = async (table: string): Promise<string[]> => {
  const open: string[] = []
  for (const column of await columnsOf(table)) {
    const state = await sqlStateOf(sql`update ${sql(table)} set ${sql(column)} = ${sql(column)} where false`)
    if (state !== refused && state !== 'ok') throw new Error(`${table}.${column}: ${state}`)
    if (state === 'ok') open.push(column)
  }
  return open
}

const appendOnly = [
  'invoice_lines',
  'invoice_documents',
  'invoice_reminders',
  'issued_numbers',
  'usage_events',
  'usage_changes',
  'tenant_billing_lifecycle',
  'tenant_skill_events',
  'tenant_suspension_events',
  'tenant_register',
  'ledger_entries',
  'audit_log',
  'payments',
  'payment_reversals',
  'price_books',
  'price_book_versions',
  'platform_pricing',
  'skill_pricing',
  'meter_pricing',
  'tax_rates',
  'org_billers',
  'quota_notices',
  'machine_types',
]

const partly: readonly [table: string, columns: readonly string[]][] = [
  ['invoices', ['paid_at', 'paid_on', 'paid_via', 'paid_reference', 'paid_amount']],
  ['invoice_number_counters', ['last']],
  ['mails', ['state', 'attempts', 'tried_at', 'answer', 'sent_at']],
  ['org_accounts', ['sequence', 'version', 'short', 'short_since', 'turn_of', 'turn_until']],
  ['credit_grants', ['remaining', 'held', 'used', 'expired', 'refunded', 'to_withhold']],
  ['gone_credit', ['share', 'gone_at', 'sequence', 'round', 'returned_at', 'taken', 'returned']],
  ['reservations', ['state', 'closed_at', 'settled_by']],
  [
    'unfunded_usage',
    [
      'paid',
      'paid_units',
      'parts',
      'reason',
      'attempts',
      'last_at',
      'charged_at',
      'waived_at',
      'waived_by',
      'waived_reason',
    ],
  ],
  ['quota_weeks', ['plan', 'plan_version', 'quota', 'used', 'held', 'archived_at']],
  ['plan_versions', ['active', 'effective_until']],
  ['plans', ['name']],
  ['platform_switches', ['compute_mode', 'updated_at']],
  [
    'price_drafts',
    [
      'base_version',
      'currency',
      'effective_on',
      'note',
      'prices',
      'saved_at',
      'saved_by',
      'state',
      'version',
      'what_if',
      'what_if_at',
    ],
  ],
  ['orgs', ['name']],
  ['checkouts', ['status', 'session_id']],
  ['api_keys', ['last_used_at', 'revoked_at']],
  ['audit_head', ['sequence', 'hash']],
  ['audit_checks', ['again_hash', 'again_sequence', 'broken_at', 'checked_at', 'hash', 'sequence', 'whole_at']],
]

describe('the role of the app', () => {
  it.each(appendOnly)('may not change, delete or truncate %s', async (table) => {
    expect(await changeable(table)).toEqual([])
    expect(await sqlStateOf(sql`delete from ${sql(table)} where false`)).toBe(refused)
    expect(await sqlStateOf(sql`truncate ${sql(table)}`)).toBe(refused)
  })

  it.each(partly)('may change of %s only %j', async (table, columns) => {
    expect((await changeable(table)).sort()).toEqual([...columns].sort())
    expect(await sqlStateOf(sql`delete from ${sql(table)} where false`)).toBe(refused)
    expect(await sqlStateOf(sql`truncate ${sql(table)}`)).toBe(refused)
  })

  it('may delete memberships, sessions, links to identities, quotas of machines, old runs of jobs and their leases, retries that succeeded, differences that are gone, cards and months that are read or recomputed, and nothing else', async () => {
    const tables = await ownerSql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`
    const deletable: string[] = []
    for (const { name } of tables) {
      if ((await sqlStateOf(sql`delete from ${sql(name)} where false`)) === 'ok') deletable.push(name)
    }
    expect(deletable).toEqual([
      'differences',
      'free_credit_months',
      'job_leases',
      'job_runs',
      'machine_quotas',
      'members',
      'org_cards',
      'retries',
      'user_identities',
      'user_sessions',
    ])
  })

  it('may add no line to an invoice that is issued', async () => {
    await preparePlatform(db)
    const { invoiceId } = await makeInvoice(db, 'issued')
    const more = sql`
      insert into invoice_lines (org_id, invoice_id, position, kind, subject, detail, quantity, unit, unit_price, amount,
        tax_rate, explain)
      select org_id, invoice_id, position + 100, kind, subject, detail, quantity, unit, unit_price, amount, tax_rate,
        explain from invoice_lines where invoice_id = ${invoiceId}`
    expect(await sqlStateOf(more)).toBe(refused)
    const lines = await ownerSql`select 1 from invoice_lines where invoice_id = ${invoiceId}`
    expect(lines.length).toBeGreaterThan(0)
    expect(await sql`select 1 from invoice_lines where invoice_id = ${invoiceId}`).toHaveLength(lines.length)
  })

  it('owns nothing, so that it cannot alter, drop, replace or create', async () => {
    const attempts = [
      'alter table invoices add column planted text',
      'alter table invoices drop constraint invoices_total_is_net_and_tax',
      'alter table invoices disable trigger all',
      'drop table invoice_lines',
      'drop function issue_invoice(text, jsonb, jsonb, bigint, jsonb)',
      'create or replace function audit_break() returns bigint language sql as $$ select null::bigint $$',
      'create table planted (n integer)',
      'create index planted on invoices (currency)',
      'create rule planted as on insert to invoices do instead nothing',
    ]
    for (const statement of attempts)
      expect([statement, await sqlStateOf(sql.unsafe(statement))]).toEqual([statement, refused])
  })

  it('cannot give itself more', async () => {
    await sqlStateOf(sql`grant update on invoices to kontor_app`)
    expect(await sqlStateOf(sql`update invoices set total = total where false`)).toBe(refused)
  })

  it('cannot be left by a login that has it alone', async () => {
    const [me] = await asLogin`select current_user as role`
    expect(me?.role).toBe('kontor_app')
    expect(await sqlStateOf(asLogin`set role kontor`)).toBe(refused)
    expect(await sqlStateOf(asLogin`set session authorization kontor`)).toBe(refused)
    expect(await sqlStateOf(asLogin`alter role kontor_app superuser`)).toBe(refused)
    await asLogin`set role none`
    expect(await sqlStateOf(asLogin`update invoices set total = total where false`)).toBe(refused)
    await asLogin`reset role`
  })

  it('is no superuser, makes no roles and passes row security by nothing', async () => {
    const [role] = await ownerSql`
      select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolcanlogin from pg_roles where rolname = 'kontor_app'`
    expect(role).toEqual({
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      rolcanlogin: false,
    })
  })
})
