import { describe, expect, it } from 'vitest'
import { readPico } from '@/db/columns'
import { findAccount } from '@/db/queries/accounts'
import {
  admin,
  at,
  contextOf,
  machine,
  makeOrg,
  makeUsage,
  payer,
  preparePlatform,
  prices,
} from '@/db/testing/fixtures'
import { amount, cardOnFile, giveCredit, makeFunded } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor } from '@/lib/core/access/permit'
import type { CreditMonth } from '@/lib/core/funding/months'
import { formatDecimal } from '@/lib/core/money/decimal'
import { recordPaymentMethod } from '@/lib/flows/funding/record-payment-method'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { disableFreeCredit } from './disable-free-credit'
import { listInvoiceableMonths } from './list-invoiceable-months'
import { reconcileAll } from './reconcile-all'
import { reconcileFreeCredit } from './reconcile-free-credit'
import { summarizeUsage } from './summarize-usage'

const { db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const job = contextOf(db, { kind: 'system', name: 'reconcile' })
await preparePlatform(db)
await publishPrices(ctx, {
  book: 'standard',
  currency: 'CHF',
  expected: 1,
  prices: {
    ...prices,
    meters: [...prices.meters, { meter: 'sandbox.seconds', unit: 'second', pricePerUnit: '0.001' }],
  },
})

const card = cardOnFile()
const september = '2026-09-10T10:00:00Z'
const october = '2026-10-10T10:00:00Z'
const november = '2026-11-10T10:00:00Z'

const text = (value: bigint): string => formatDecimal(value, 12, 0)
const inShort = (months: readonly CreditMonth[]) =>
  months.map(({ month, spend, usageHours, creditsApplied, billableSpend, status }) =>
    [month, text(spend), text(usageHours), text(creditsApplied), text(billableSpend), status].join(' '),
  )
const stored = async (org: string): Promise<string[]> => {
  const rows = await ownerSql<Record<string, string>[]>`
    select to_char(month_on, 'YYYY-MM') as month, spend::text, usage_hours::text as hours,
           credits_applied::text as applied, billable_spend::text as billable, status
      from free_credit_months where org_id = ${org} order by month_on`
  const number = (value = ''): string => text(readPico(value))
  return rows.map((row) =>
    [row.month, number(row.spend), number(row.hours), number(row.applied), number(row.billable), row.status].join(' '),
  )
}
const flagOf = async (org: string) => (await findAccount(db, org))?.account.freeCredit

describe('reconciling free credit', () => {
  it('walks the months in order, lets the credit pay each as far as it lasts, and changes nothing when it runs again', async () => {
    await makeFunded(db, 'walk', 'free_credit', '10')
    await recordPaymentMethod(ctx, 'walk', card)
    await makeUsage(db, 'walk', { quantity: '80', at: september })
    await makeUsage(db, 'walk', { meter: 'sandbox.seconds', quantity: '5400', at: october })
    await makeUsage(db, 'walk', { quantity: '60', at: october })
    await makeUsage(db, 'walk', { quantity: '20', at: november })
    const expected = ['2026-09 4 0 4 0 closed', '2026-10 8.4 1.5 6 2.4 closed', '2026-11 1 0 0 1 open']
    const first = await reconcileFreeCredit(job, 'walk')
    expect(inShort(first.months)).toEqual(expected)
    const before =
      await ownerSql`select *, xmin::text as xmin from free_credit_months where org_id = 'walk' order by month_on`
    const second = await reconcileFreeCredit(contextOf(db, job.actor, at('2026-11-22T10:00:00Z')), 'walk')
    expect([inShort(second.months), await stored('walk')]).toEqual([expected, expected])
    const after =
      await ownerSql`select *, xmin::text as xmin from free_credit_months where org_id = 'walk' order by month_on`
    expect(after).toEqual(before)
  })

  it('turns the credits flag off when the credit is used up and a card is on file, once', async () => {
    await makeFunded(db, 'spent', 'free_credit', '3')
    await recordPaymentMethod(ctx, 'spent', card)
    expect(await flagOf('spent')).toBe(true)
    await makeUsage(db, 'spent', { quantity: '61' })
    expect((await reconcileFreeCredit(job, 'spent')).credits).toBe(false)
    const [before] = await ownerSql`select version from org_accounts where org_id = 'spent'`
    expect((await reconcileFreeCredit(job, 'spent')).credits).toBe(false)
    expect(await ownerSql`select version from org_accounts where org_id = 'spent'`).toEqual([before])
    expect(await flagOf('spent')).toBe(false)
    await makeUsage(db, 'spent', { quantity: '1' })
  })

  it('leaves the flag on without a card, and a card that is added at zero turns it off', async () => {
    await makeFunded(db, 'cardless', 'free_credit', '5')
    await makeUsage(db, 'cardless', { quantity: '100' })
    expect((await reconcileFreeCredit(job, 'cardless')).credits).toBe(true)
    await recordPaymentMethod(ctx, 'cardless', card)
    expect(await flagOf('cardless')).toBe(false)
    expect((await reconcileFreeCredit(job, 'cardless')).credits).toBe(false)
  })

  it('has a late event pay in its own early month, and moves the credit of the later ones', async () => {
    await makeFunded(db, 'late', 'free_credit', '6')
    await recordPaymentMethod(ctx, 'late', card)
    await makeUsage(db, 'late', { quantity: '100', at: october })
    await reconcileFreeCredit(job, 'late')
    expect(await stored('late')).toEqual(['2026-10 5 0 5 0 closed'])
    await makeUsage(db, 'late', { quantity: '80', at: september })
    await reconcileFreeCredit(job, 'late')
    expect(await stored('late')).toEqual(['2026-09 4 0 4 0 closed', '2026-10 5 0 2 3 closed'])
  })

  it('says what the bill, the summary and the invoiceable months say, also after more credit is granted', async () => {
    await makeFunded(db, 'more', 'free_credit', '3')
    await recordPaymentMethod(ctx, 'more', card)
    await makeUsage(db, 'more', { quantity: '100', at: october })
    await reconcileFreeCredit(job, 'more')
    await giveCredit(ctx, 'more', '10', { origin: 'free' })
    await makeUsage(db, 'more', { quantity: '20', at: november })
    expect((await reconcileFreeCredit(job, 'more')).credits).toBe(true)
    expect(await stored('more')).toEqual(['2026-10 5 0 3 2 closed', '2026-11 1 0 1 0 open'])
    const { months } = await listInvoiceableMonths(ctx, 'more', 10)
    expect(months.map(({ month, postpaid }) => `${month} ${text(postpaid)}`)).toEqual(['2026-10 2'])
    const { lines } = await previewInvoice(ctx, 'more', '2026-10')
    expect(lines.map(({ kind, amount: each }) => [kind, each])).toEqual([
      ['usage', '5.00'],
      ['credit', '-3.00'],
    ])
    const { freeCredit } = await summarizeUsage(ctx, 'more')
    expect([freeCredit.given, freeCredit.used, freeCredit.left].map(text)).toEqual(['13', '4', '9'])
  })

  it('counts what was used on free credit alone, to the instant of the switch', async () => {
    await makeOrg(db, 'switched')
    await switchBiller(ctx, 'switched', 'free_credit', at('2026-10-10T10:00:00Z'))
    await switchBiller(ctx, 'switched', 'invoice', at('2026-10-20T10:00:00Z'))
    await giveCredit(ctx, 'switched', '100', { origin: 'free' })
    for (const [day, quantity] of [
      ['2026-10-10T09:59:59Z', '1'],
      ['2026-10-10T10:00:00Z', '20'],
      ['2026-10-15T10:00:00Z', '300'],
      ['2026-10-20T09:59:59Z', '4000'],
      ['2026-10-20T10:00:00Z', '10000'],
      ['2026-11-02T10:00:00Z', '10000'],
    ] as const) {
      if (quantity === '4000') await giveCredit(ctx, 'switched', '200', { origin: 'free' })
      await makeUsage(db, 'switched', { quantity, at: day })
    }
    await reconcileFreeCredit(job, 'switched')
    expect(await stored('switched')).toEqual(['2026-10 216 0 216 0 closed'])
  })

  it('stands the same where it runs many times at once while usage comes in', async () => {
    await makeFunded(db, 'busy', 'free_credit', '2')
    await recordPaymentMethod(ctx, 'busy', card)
    let done = false
    const stream = async () => {
      let sent = 0
      while (!done) {
        await makeUsage(db, 'busy', { quantity: '1', at: [september, october, november][sent % 3] ?? '' })
        sent += 1
      }
      return sent
    }
    const streams = [stream(), stream()]
    await Promise.all(Array.from({ length: 12 }, () => reconcileFreeCredit(job, 'busy')))
    done = true
    const sent = (await Promise.all(streams)).reduce((total, each) => total + each, 0)
    await reconcileFreeCredit(job, 'busy')
    const [sums] = await ownerSql`
      select sum(spend)::text as spend, sum(credits_applied)::text as applied from free_credit_months where org_id = 'busy'`
    expect(readPico(sums?.spend)).toBe(BigInt(sent) * amount('0.05'))
    const [used] = await ownerSql`select sum(amount - postpaid)::text as paid from usage_events where org_id = 'busy'`
    expect(sums?.applied).toBe(used?.paid)
  })

  it('runs for every org that is or was on free credit, and for no key that is limited to one', async () => {
    const { orgs, failed } = await reconcileAll(job)
    expect(orgs.map(({ org }) => org)).toEqual(['busy', 'cardless', 'late', 'more', 'spent', 'switched', 'walk'])
    expect(failed).toEqual([])
    await expect(reconcileAll(contextOf(db, machine('walk')))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(reconcileFreeCredit(contextOf(db, payer('walk')), 'walk')).rejects.toMatchObject({ code: 'not_found' })
    await expect(reconcileFreeCredit(job, 'nobody')).rejects.toMatchObject({ code: 'unknown_org' })
  })
})

describe('disabling free credit', () => {
  it('makes usage go onto the bill although credit is left, and does nothing the second time', async () => {
    await makeFunded(db, 'off', 'free_credit', '50')
    await recordPaymentMethod(ctx, 'off', card)
    await disableFreeCredit(contextOf(db, payer('off')), 'off')
    await makeUsage(db, 'off')
    const [event] = await ownerSql`select paid_by, (amount = postpaid) as billed from usage_events where org_id = 'off'`
    expect(event).toEqual({ paid_by: 'postpaid', billed: true })
    const audited = () => ownerSql`select sequence from audit_log where org_id = 'off' and action = 'funding.save'`
    const before = await audited()
    await disableFreeCredit(contextOf(db, machine('off')), 'off')
    expect([before.length, await audited()]).toEqual([1, before])
  })

  it('is for people who may pay and machines that move funds', async () => {
    await makeFunded(db, 'kept', 'free_credit', '50')
    const member = { ...admin, admin: false, roles: new Map([['kept', 'member' as const]]) }
    for (const [actor, code] of [
      [member, 'forbidden'],
      [payer('off'), 'not_found'],
      [{ ...machine(), scopes: ['usage:read'] } as Actor, 'missing_scope'],
      [{ kind: 'nobody' } as Actor, 'unauthenticated'],
    ] as const) {
      await expect(disableFreeCredit(contextOf(db, actor), 'kept')).rejects.toMatchObject({ code })
    }
    await expect(disableFreeCredit(ctx, 'nobody')).rejects.toMatchObject({ code: 'unknown_org' })
    expect(await flagOf('kept')).toBe(true)
  })
})
