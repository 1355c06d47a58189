import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { appendAudit } from '@/db/commands/append-audit'
import { admin, contextOf, preparePlatform } from '@/db/testing/fixtures'
import { amount } from '@/db/testing/funds'
import { testDatabase } from '@/db/testing/test-database'
import { auditEntry } from '@/lib/context'
import { minor } from '@/lib/core/money/amount'
import { cardOrg } from '@/lib/demo/stories'
import { openPayingOrg } from '@/lib/flows/payments/testing/paying-org'
import { publishPlan } from '@/lib/flows/plans/publish-plan'
import { Refusal } from '@/lib/platform/errors'
import { sentenceOf } from './session'

const { url, db } = await testDatabase()
const ctx = contextOf(db, admin)
await preparePlatform(db)
await openPayingOrg(db, cardOrg)
await publishPlan(ctx, {
  plan: 'team',
  name: 'Team',
  version: 1,
  quota: amount('1000'),
  currency: 'CHF',
  priceMonthly: minor(4900n),
  priceAnnual: minor(49_000n),
  ratio: { base: 0n, perCost: amount('1'), ceiling: null },
  maxMemoryMb: 8192,
  maxVcpus: 4,
  effectiveFrom: ctx.now,
  effectiveUntil: null,
  active: true,
})
// The demo is told already: nothing but the prices is made.
await appendAudit(db, auditEntry(ctx, 'demo.ready', { subject: 'demo' }))

type Ended = { readonly code: number | string; readonly out: string; readonly err: string }

/** Runs the command as a shell would, with no setting but these, until it ends by itself. */
const run = (env: Readonly<Record<string, string>>): Promise<Ended> =>
  new Promise((done) => {
    const args = [resolve('lib/cli/run.mjs'), resolve('lib/cli/sync-prices.ts')]
    const { PATH = '', HOME = '' } = process.env
    execFile(process.execPath, args, { env: { PATH, HOME, NODE_ENV: 'test', ...env } as never }, (error, out, err) =>
      done({ code: error ? (error.code ?? 'killed') : 0, out, err }),
    )
  })

const demo = { KONTOR_DEMO: 'true', KONTOR_DEMO_DATABASE: 'true', DATABASE_URL: url }

it('prices are made with the embedded Stripe, and the command ends without a word of trouble', async () => {
  const { code, out, err } = await run(demo)
  expect([code, err]).toEqual([0, ''])
  expect(out.trim().split('\n')).toEqual([
    expect.stringMatching(/^made {2}plan_team_v1_monthly in CHF: price_\w+$/),
    expect.stringMatching(/^made {2}plan_team_v1_annual in CHF: price_\w+$/),
    '2 prices are at Stripe, 2 of them made now.',
  ])
}, 240_000)

it('without a Stripe key outside a demo it says what is missing, and ends with 1', async () => {
  const { code, out, err } = await run({ DATABASE_URL: url, KONTOR_URL: 'https://billing.example' })
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('STRIPE_SECRET_KEY is missing')
  expect(err).not.toMatch(/^\s+at /m)
}, 120_000)

it('what fails unforeseen is told in one sentence, without where in the code', () => {
  const away = Object.assign(new Error(''), { code: 'ECONNREFUSED' })
  expect(sentenceOf('reconcile', away)).toBe('reconcile failed: ECONNREFUSED. KONTOR_LOG_LEVEL=debug says where.')
  expect(sentenceOf('reconcile', new Error('no such host'))).toContain('failed: no such host.')
  expect(sentenceOf('reconcile', new Refusal('stripe_unavailable', 'Stripe is away.'))).toBe(
    'stripe_unavailable: Stripe is away.',
  )
})
