import type { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { contextOf, preparePlatform, today } from '@/db/testing/fixtures'
import { amount, booksOf, cardOnFile, giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { randomOf, shuffled } from '@/db/testing/random'
import { testDatabase } from '@/db/testing/test-database'
import { type Biller, type BillerSwitch, billerAt } from '@/lib/core/funding/biller'
import { pico } from '@/lib/core/money/amount'
import { size } from '@/lib/testing/size'
import { recordPaymentMethod } from './record-payment-method'
import { writeFundingSettings } from './save-funding'
import { switchBiller } from './switch-biller'
import { takeBackCredit } from './take-back-credit'
import { charge, machineAt } from './testing/charging'
import { byClients, openDesks, tally } from './testing/desks'
import { disagreements, wrongGates } from './testing/disagreements'
import { replayGrants, storedGrants } from './testing/replay'

const { url, db, ownerSql } = await testDatabase()
const ctx = contextOf(db)
const desks = openDesks(url, 2, 8)
const deskOf = (place: number) => machineAt(desks[place % desks.length] ?? db)
const seed = Math.floor(Math.random() * 2 ** 31)
const random = randomOf(seed)

beforeAll(() => preparePlatform(db))

describe('an org that two processes charge at once, while credit comes and goes', () => {
  const org = 'hot'
  /** Of twelve things each. */
  const dozens = size(125)
  const grants: string[] = []

  /** One thing in twelve is credit given, one in twelve is credit taken back; all else is usage, some of it sent twice. */
  const job = (place: number) => async (): Promise<string> => {
    const give = () =>
      giveCredit(ctx, org, `${(place % 7) + 0.5}`, {
        reference: `give-${place}`,
        priority: place % 3,
        expiresAt: place % 2 ? today.add({ hours: 24 + (place % 5) }) : null,
      })
    if (place % 12 === 0) {
      grants.push(await give())
      return 'granted'
    }
    if (place % 12 === 1) {
      const grant = grants[Math.floor(random() * grants.length)] ?? ''
      const order = { grant, amount: pico(amount('0.4')), kind: 'refund', reference: `re-${place}`, note: '' } as const
      await takeBackCredit(ctx, org, order)
      return 'taken'
    }
    const quantity = `${1 + (place % 40)}`
    const parts = { key: `k${place}`, quantity, at: today.toString() }
    const answers = await Promise.all([charge(deskOf(place), org, parts), charge(deskOf(place + 1), org, parts)])
    const [one = ''] = answers.toSorted()
    return one
  }

  it('loses nothing, spends nothing twice, and refuses only what is not covered', async () => {
    await makeFunded(db, org, 'prepaid')
    grants.push(await giveCredit(ctx, org, `${size(900)}`))
    const jobs = Array.from({ length: dozens * 12 }, (_, place) => job(place))
    const answers = tally(await byClients(24, jobs))
    expect(answers.granted).toBe(dozens)
    const [row] = await ownerSql<{ atOnce: number }[]>`
      select count(*)::int as "atOnce" from usage_events e where org_id = ${org} and not exists (
        select from unfunded_usage u where u.org_id = e.org_id and u.idempotency_key = e.idempotency_key)`
    expect(row?.atOnce, `seed ${seed}`).toBe(answers.accepted)
    expect((answers.accepted ?? 0) + (answers.payment_required ?? 0)).toBe(dozens * 10)
    expect(await disagreements(ownerSql), `seed ${seed}`).toEqual([])
    expect(await wrongGates(db, [org], today), `seed ${seed}`).toEqual([])
  })

  it('has the grants that the same things come to one after the other, in the order of their sequence', async () => {
    const books = await booksOf(db, org)
    expect(books.refunded ?? 0n).toBeGreaterThan(0n)
    expect(await storedGrants(ownerSql, org), `seed ${seed}`).toEqual(await replayGrants(db, org, today))
  })
})

describe('a biller that is switched while usage streams in', () => {
  const org = 'stream'
  const choices: readonly Biller[] = ['prepaid', 'free_credit', 'invoice', 'linked']
  const stretches = 25
  const stretchSeconds = 120
  const eachStretch = 60
  const begin = today.subtract({ seconds: stretches * stretchSeconds })

  const switchesOf = async (): Promise<readonly BillerSwitch[]> => {
    const rows = await ownerSql<{ biller: Biller; micros: string; seq: string }[]>`
      select biller, micros(effective_at) as micros, sequence::text as seq from org_billers where org_id = ${org}`
    return rows.map(({ biller, micros, seq }) => ({ biller, from: BigInt(micros) * 1000n, sequence: BigInt(seq) }))
  }

  /** Switches at some moment of a stretch; where usage since then is charged already, at a later one. */
  const switchWithin = async (biller: Biller, start: Temporal.Instant): Promise<string> => {
    for (let after = Math.floor(random() * stretchSeconds); ; after = Math.min(after + 7, stretchSeconds)) {
      const code = await codeOf(switchBiller(ctx, org, biller, start.add({ seconds: after })))
      if (code !== 'biller_fixed' || after === stretchSeconds) return code
    }
  }

  const sendOf = (stretch: number) =>
    Array.from({ length: eachStretch }, (_, place) => {
      const at = begin.add({ seconds: stretch * stretchSeconds, milliseconds: Math.floor(random() * 119_999) })
      const parts = { key: `s${stretch}-${place}`, quantity: '1', at: at.toString() }
      return () => charge(deskOf(place), org, parts)
    })

  it('charges every event by the biller of its own time, none twice and none not at all', async () => {
    await makeFunded(db, org, 'invoice')
    await giveCredit(ctx, org, '100000')
    await giveCredit(ctx, org, '10', { origin: 'free' })
    await recordPaymentMethod(ctx, org, cardOnFile())
    await writeFundingSettings(ctx, org, { subscribed: true })
    const answers: string[] = []
    const late: (() => Promise<string>)[] = []
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      const sends = sendOf(stretch)
      const biller = choices[stretch % choices.length] ?? 'prepaid'
      const start = begin.add({ seconds: stretch * stretchSeconds })
      const jobs = [...sends.slice(0, 50), () => switchWithin(biller, start), ...late.splice(0)]
      answers.push(...(await byClients(12, shuffled(jobs, random))))
      // The rest comes with the next stretch, when another biller is being put in charge; some events come again.
      late.push(...sends.slice(50), ...sends.slice(0, 5))
    }
    answers.push(...(await byClients(12, late)))
    const sent = stretches * eachStretch
    expect(tally(answers), `seed ${seed}`).toEqual({ accepted: sent, repeated: stretches * 5, ok: stretches })
    const made = await switchesOf()
    const events = await ownerSql<{ key: string; biller: Biller; micros: string }[]>`
      select idempotency_key as key, biller, micros(occurred_at) as micros from usage_events where org_id = ${org}`
    expect(events).toHaveLength(sent)
    const wrong = events.filter(({ biller, micros }) => billerAt(made, BigInt(micros) * 1000n) !== biller)
    expect(wrong, `seed ${seed}`).toEqual([])
    expect(new Set(events.map(({ biller }) => biller)).size).toBe(choices.length)
    expect(await disagreements(ownerSql), `seed ${seed}`).toEqual([])
    expect(await wrongGates(db, [org], today), `seed ${seed}`).toEqual([])
  })
})
