import { afterAll, describe, expect, it } from 'vitest'
import { connect, disconnect } from '@/db/client'
import { admin, contextOf, machine, preparePlatform, today, usageEvent } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import { minor } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { disagreements, wrongGates } from '@/lib/flows/funding/testing/disagreements'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { amendUsage, takeBackUsage } from '@/lib/flows/usage/change-usage'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { openRefund } from './open-refund'
import { refundPurchase } from './refund-purchase'

const { db, url, ownerSql } = await testDatabase()
const watcher = connect({ url, role: 'owner', connections: 1 })
afterAll(() => disconnect(watcher))
await preparePlatform(db)
const byAdmin = contextOf(db, admin)
const asMachine = contextOf(db, machine())
/** The bank sends refunds to the first card back; payments by the second one are disputed. */
const [sendsBack, disputed] = ['4000000000005126', '4000000000000259']
const order = (refundId: string, francs: bigint) => ({ refundId, amount: minor(francs * 100n), reason: 'asked for' })
const pico = (francs: number) => `${francs}.000000000000`

/** A prepaid org that bought 20.00 and used some of it. */
const spent = async (name: string, francs: number, card?: string) => {
  const org = await openPayingOrg(db, name)
  const purchase = await org.buy(card)
  const use = async (key: string, amount: number) => {
    const event = usageEvent(name, { key, quantity: String(amount * 20), at: today.subtract({ hours: 1 }).toString() })
    const [result] = (await recordUsageBatch(asMachine, [event])).results
    return result?.outcome
  }
  expect(await use('wrong', francs)).toBe('accepted')
  const takeBack = () => takeBackUsage(asMachine, { org: name, key: 'wrong', reason: '' })
  const amend = (amount: number) => {
    const to = { quantity: parseDecimal(String(amount * 20), 12) ?? 0n }
    return amendUsage(asMachine, { org: name, key: 'wrong', reason: '', to, changeKey: '' })
  }
  const refund = (amount: bigint, id = `${name}-refund`) =>
    refundPurchase(byAdmin, org.stripe, name, purchase, order(id, amount))
  /** What is to be withheld once it comes back, in francs. */
  const toWithhold = async (): Promise<number> => {
    const [row] = await ownerSql<{ owed: string }[]>`
      select coalesce(sum(to_withhold), 0)::text as owed from credit_grants where org_id = ${name}`
    return Number(row?.owed)
  }
  const expectOrder = async () => {
    expect(await org.differences()).toEqual([])
    expect(await disagreements(ownerSql)).toEqual([])
    expect(await wrongGates(db, [name], today)).toEqual([])
  }
  return { ...org, purchase, use, takeBack, amend, refund, toWithhold, expectOrder }
}

describe('credit that comes back from usage after its money went back', () => {
  it('cannot be used: the payer has the money already', async () => {
    const { refund, takeBack, left, buy, expectOrder } = await spent('whole', 5)
    await refund(20n)
    expect(await takeBack()).toMatchObject({ returned: [{ amount: pico(5), withheld: pico(5) }] })
    expect(await left()).toBe(0n)
    expect(await takeBack()).toMatchObject({ returned: [{ amount: pico(5), withheld: pico(5) }] })
    await expectOrder()
    await buy()
    expect(await left()).toBe(20n)
    await expectOrder()
  })

  it('can be used as far as it is more than what was refunded', async () => {
    const { refund, takeBack, left, expectOrder } = await spent('half', 15)
    await refund(10n)
    expect(await left()).toBe(0n)
    expect(await takeBack()).toMatchObject({ returned: [{ amount: pico(15), withheld: pico(5) }] })
    expect(await left()).toBe(10n)
    // The rest of the money takes the rest of the credit.
    await refund(10n, 'half-rest')
    expect(await left()).toBe(0n)
    await expectOrder()
  })

  it('is whole if no more than unused credit was refunded', async () => {
    const { refund, takeBack, left, expectOrder } = await spent('unused', 5)
    await refund(10n)
    const { returned } = (await takeBack()) as { returned: readonly object[] }
    expect(returned.map((part) => 'withheld' in part)).toEqual([false])
    expect(await left()).toBe(10n)
    await expectOrder()
  })

  it('pays nothing that waits, and what an amendment gives back is withheld likewise', async () => {
    const { refund, amend, takeBack, use, left, expectOrder } = await spent('amended', 5)
    await refund(20n)
    expect(await use('waits', 2)).not.toBe('accepted')
    expect(await amend(2)).toMatchObject({ returned: [{ amount: pico(3), withheld: pico(3) }] })
    expect(await takeBack()).toMatchObject({ returned: [{ amount: pico(2), withheld: pico(2) }] })
    expect(await left()).toBe(0n)
    const [debt] = await ownerSql`
      select trim_scale(paid)::text as paid, charged_at from unfunded_usage where org_id = 'amended'`
    expect(debt).toEqual({ paid: '0', charged_at: null })
    await expectOrder()
  })

  it('comes back once if the bank sends the refund back', async () => {
    const { refund, takeBack, left, told, expectOrder } = await spent('failed', 5, sendsBack)
    await refund(20n)
    await takeBack()
    expect(await left()).toBe(0n)
    for (let time = 0; time < 3; time += 1) await told()
    expect(await left()).toBe(20n)
    await expectOrder()
  })

  it.each([
    ['won', 'winning_evidence', 20n],
    ['lost', 'losing_evidence', 0n],
  ] as const)(
    'is frozen with the rest while the payment is disputed; a dispute that is %s decides',
    async (how, evidence, left) => {
      const org = await spent(`dispute-${how}`, 5, disputed)
      await org.told()
      expect(await org.left()).toBe(0n)
      await org.takeBack()
      expect(await org.left()).toBe(0n)
      await org.decide(evidence)
      for (let time = 0; time < 3; time += 1) await org.told()
      expect(await org.left()).toBe(left)
      await org.expectOrder()
    },
  )

  it('cannot be used whichever of both comes first, also at the same moment', async () => {
    for (const first of ['take back', 'refund', 'both'] as const) {
      const { refund, takeBack, left, expectOrder } = await spent(`order-${first.replace(' ', '-')}`, 5)
      if (first === 'take back') await takeBack()
      await Promise.all([refund(20n), ...(first === 'both' ? [takeBack(), takeBack()] : [])])
      await takeBack()
      expect([first, await left()]).toEqual([first, 0n])
      await expectOrder()
    }
  })

  it('cannot be used if all of it was spent and twenty uses are taken back while the refund lands', async () => {
    const org = await openPayingOrg(db, 'all-spent')
    const purchase = await org.buy()
    const keys = Array.from({ length: 20 }, (_, place) => `use-${place}`)
    const at = today.subtract({ hours: 1 }).toString()
    await recordUsageBatch(
      asMachine,
      keys.map((key) => usageEvent('all-spent', { key, quantity: '20', at })),
    )
    expect(await org.left()).toBe(0n)
    const takeBack = (key: string) => takeBackUsage(asMachine, { org: 'all-spent', key, reason: '' })
    const refund = () => refundPurchase(byAdmin, org.stripe, 'all-spent', purchase, order('all', 20n))
    await Promise.all([...keys.slice(0, 10).map(takeBack), refund(), ...keys.slice(10).map(takeBack), refund()])
    await org.told()
    expect(await org.left()).toBe(0n)
    expect(await org.differences()).toEqual([])
    expect(await disagreements(ownerSql)).toEqual([])
  })

  it('cannot be used if it comes back after its refund took effect and before that is recorded', async () => {
    const { org, purchase, refund, takeBack, left, expectOrder } = await spent('between', 20)
    await openRefund(byAdmin, org, purchase, order('between-refund', 20n))
    let refunding: Promise<unknown> = Promise.resolve()
    await ownerSql.begin(async (sql) => {
      await sql`select from refunds where org_id = ${org} for update`
      refunding = refund(20n)
      await expect
        .poll(
          async () =>
            (
              await watcher.$client`
                select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
                  and query like '%settle_refund%'`
            ).length,
          { timeout: 60_000 },
        )
        .toBeGreaterThan(0)
      await takeBack()
    })
    await refunding
    expect(await left()).toBe(0n)
    await expectOrder()
  })
})
