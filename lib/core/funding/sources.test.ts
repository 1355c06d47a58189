import { describe, expect, it } from 'vitest'
import { pico } from '@/lib/core/money/amount'
import type { Account } from './account'
import { type Biller, billers, waterfalls } from './biller'
import { sourcesOf } from './sources'
import { accountOf, grantOf, spentIn, weekOf } from './testing/account'

const month = '2026-11'
const now = 50n
const cap = (amount: bigint) => pico(amount)

const free = grantOf({ id: 'free', origin: 'free', remaining: 10n })
const topup = grantOf({ id: 'topup', origin: 'topup', remaining: 20n })
const signup = grantOf({ id: 'signup', origin: 'signup', remaining: 5n, sequence: 0n })
const docUnits = grantOf({ id: 'docs', origin: 'free', asset: 'doc.units', remaining: 300n })
const pack = grantOf({ id: 'pack', origin: 'pack', asset: 'compute.units', remaining: 40n })
const grants = [free, topup, signup, docUnits, pack]
const expired = (grant: typeof free) => ({ ...grant, expiresAt: now })
const lasting = (grant: typeof free) => ({ ...grant, expiresAt: now + 1n })

const bill = (left: string | null) => `postpaid:${month} ${left ?? 'without end'}`
type Row = readonly [says: string, biller: Biller, over: Partial<Account>, sources: readonly string[]]

const rows: readonly Row[] = [
  ['invoice puts everything onto the bill', 'invoice', { grants }, [bill(null)]],
  ['invoice knows no cap', 'invoice', { cap: cap(0n) }, [bill(null)]],
  ['invoice needs no card', 'invoice', { card: false, subscribed: false }, [bill(null)]],

  ['free credit pays first, without a card nothing after it', 'free_credit', { grants }, ['free 10']],
  ['free credit pays first, then the card', 'free_credit', { grants, card: true }, ['free 10', bill(null)]],
  ['without free credit and without a card nothing pays', 'free_credit', { grants: [topup] }, []],
  ['free credit whose flag is off does not count', 'free_credit', { grants, freeCredit: false }, []],
  ['the card pays where the flag is off', 'free_credit', { grants, freeCredit: false, card: true }, [bill(null)]],
  ['free credit that expired is not drawn', 'free_credit', { grants: [expired(free)], card: true }, [bill(null)]],
  ['free credit pays until the instant it expires', 'free_credit', { grants: [lasting(free)] }, ['free 10']],
  ['a subscription is no card', 'free_credit', { subscribed: true }, []],
  ['units of documents are no free dollars', 'free_credit', { grants: [docUnits], card: true }, [bill(null)]],
  ['credit in another currency is not drawn', 'free_credit', { grants: [{ ...free, asset: 'EUR' }] }, []],
  ['a cap binds what goes onto the bill', 'free_credit', { card: true, cap: cap(30n) }, [bill('30')]],
  [
    'a cap is what spending and holds leave of it',
    'free_credit',
    { card: true, cap: cap(30n), months: spentIn(month, 12n, 8n) },
    [bill('10')],
  ],
  [
    'a cap that was lowered below the spending leaves nothing',
    'free_credit',
    { card: true, cap: cap(10n), months: spentIn(month, 12n) },
    [bill('0')],
  ],
  [
    'another month has its own cap',
    'free_credit',
    { card: true, cap: cap(30n), months: spentIn('2026-10', 30n) },
    [bill('30')],
  ],
  ['a cap of zero blocks free credit too', 'free_credit', { grants, card: true, cap: cap(0n) }, []],

  [
    'prepaid draws credits and nothing else',
    'prepaid',
    { grants, card: true, subscribed: true },
    ['signup 5', 'topup 20'],
  ],
  ['prepaid has nothing without credits', 'prepaid', { grants: [free], card: true }, []],
  ['prepaid knows no cap', 'prepaid', { grants: [topup], cap: cap(0n) }, ['topup 20']],
  ['prepaid credit that expired is not drawn', 'prepaid', { grants: [expired(topup), signup] }, ['signup 5']],
  ['the flag of free credit means nothing to prepaid', 'prepaid', { grants: [topup], freeCredit: false }, ['topup 20']],

  ['linked draws free units', 'linked', { grants }, ['free 10', 'docs 300u']],
  [
    'linked goes onto the bill where subscribed',
    'linked',
    { grants: [docUnits], subscribed: true },
    ['docs 300u', bill(null)],
  ],
  ['a card is no subscription', 'linked', { grants: [docUnits], card: true }, ['docs 300u']],
  [
    'linked keeps to its cap',
    'linked',
    { subscribed: true, cap: cap(7n), months: spentIn(month, 2n, 1n) },
    [bill('4')],
  ],
  ['linked with a cap of zero is blocked', 'linked', { grants, subscribed: true, cap: cap(0n) }, []],
  ['linked without units and subscription has nothing', 'linked', { grants: [expired(docUnits)] }, []],

  [
    'a quota pays first, extras after it',
    'plan_quota',
    { grants, week: weekOf(100n) },
    ['week:wk_1 100u', 'signup 5', 'topup 20', 'pack 40u'],
  ],
  ['a quota is what use and holds leave of it', 'plan_quota', { week: weekOf(100n, 60n, 30n) }, ['week:wk_1 10u']],
  ['a quota that is used up leaves nothing', 'plan_quota', { week: weekOf(100n, 100n) }, ['week:wk_1 0u']],
  [
    'a week that is over pays nothing',
    'plan_quota',
    { grants: [pack], week: { ...weekOf(9n), endsAt: now } },
    ['pack 40u'],
  ],
  ['a week that did not begin pays nothing', 'plan_quota', { week: { ...weekOf(9n), startsAt: now + 1n } }, []],
  ['a week pays from its first instant on', 'plan_quota', { week: { ...weekOf(9n), startsAt: now } }, ['week:wk_1 9u']],
  ['without a week the extras pay', 'plan_quota', { grants: [pack] }, ['pack 40u']],
  ['a quota never goes onto the bill', 'plan_quota', { card: true, subscribed: true }, []],
]

describe('the sources of a biller', () => {
  it.each(rows)('%s (%s)', (_, biller, over, expected) => {
    const sources = sourcesOf(accountOf(biller, over), biller, month, now)
    const said = sources.map(
      ({ id, available, measure }) => `${id} ${available ?? 'without end'}${measure === 'units' ? 'u' : ''}`,
    )
    expect(said).toEqual(expected)
  })

  it('come from the kinds that its waterfall names, in that order', () => {
    const over = { grants, card: true, subscribed: true, week: weekOf(100n) }
    for (const biller of billers) {
      const kinds = sourcesOf(accountOf(biller, over), biller, month, now).map(({ kind }) => kind)
      expect([...new Set(kinds)]).toEqual(waterfalls[biller].sources)
    }
  })

  it('of a day on another biller are those of that biller', () => {
    const account = accountOf('prepaid', { grants, card: true })
    expect(sourcesOf(account, 'free_credit', month, now).map(({ id }) => id)).toEqual(['free', `postpaid:${month}`])
  })
})
