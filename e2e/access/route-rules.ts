import type { Target } from './page-rules'
import type { Machine, Person } from './principals'

export type Caller = Person | Machine

export type RouteRule = {
  readonly body?: (target: { readonly org: string; readonly tenant: string }) => unknown
  /** Of the address, with its question mark. */
  readonly query?: (target: { readonly org: string }) => string
  readonly status: (caller: Caller, target: Target) => number
}

const people: readonly string[] = ['nobody', 'member', 'billing', 'owner', 'stranger', 'admin']

/** A machine's route: people are nobody there; a key needs the scope, and sees only its own org. */
const machine =
  (key: Machine, unknownOrg: number) =>
  (caller: Caller, target: Target): number => {
    if (people.includes(caller) || caller === 'revoked key') return 401
    if (caller === 'key of another org') return target === 'other' ? 200 : 404
    if (caller !== key) return 403
    return target === 'absent' ? unknownOrg : 200
  }

/** The same, where what is asked for is not there. */
const inVain =
  (key: Machine) =>
  (caller: Caller, target: Target): number => {
    const status = machine(key, 404)(caller, target)
    return status === 200 ? 404 : status
  }

/** A platform's route: for administrators, and for keys of the whole platform that have the scope. */
const platform =
  (key: Machine) =>
  (caller: Caller): number => {
    if (caller === 'admin' || caller === key) return 200
    if (caller === 'nobody' || caller === 'revoked key') return 401
    return people.includes(caller) ? 404 : 403
  }

/** What is refused once it is known who asks. */
const farPlatform = (caller: Caller): number => {
  const status = platform('funds key')(caller)
  return status === 200 ? 409 : status
}

/** A route about one org for administrators, and for keys with the scope, one that is limited to the org included. */
const administered =
  (key: Machine) =>
  (caller: Caller, target: Target): number => {
    if (caller === 'key of another org') return target === 'other' ? 200 : 404
    const status = platform(key)(caller)
    return status === 200 && target === 'absent' ? 404 : status
  }

/** A route about one org for its people and for keys with the scope. */
const ofOrg =
  (key: Machine, mayMembers: boolean) =>
  (caller: Caller, target: Target): number => {
    if (caller === 'nobody' || caller === 'revoked key') return 401
    if (caller === 'admin' || caller === key) return target === 'absent' ? 404 : 200
    if (caller === 'stranger' || caller === 'key of another org') return target === 'other' ? 200 : 404
    if (!people.includes(caller)) return 403
    if (target !== 'own') return 404
    return caller === 'member' && !mayMembers ? 403 : 200
  }

/** On a route for people alone a machine is nobody. */
const signedIn = (caller: Caller): boolean => people.includes(caller) && caller !== 'nobody'
/** On what is for people alone: a good key is told that no key can do it. */
const toOthers = (caller: Caller): number => (caller === 'nobody' || caller === 'revoked key' ? 401 : 403)

const at = '2026-10-20T10:00:00Z'
const region = 'europe-west6'

/** A machine type that is there before the matrix is asked. */
export const machineType = 'access-type'
export const machineTypeBody = { vcpus: 4, memoryGb: 16, defaultLimit: 2 }

/** A plan that is there before the matrix is asked, and its first version. */
export const planBody = (plan: string) => ({
  plan,
  name: 'Access',
  version: 1,
  quota: '100',
  currency: 'CHF',
  priceMonthly: '0.00',
  priceAnnual: '0.00',
  ceilings: { maxMemoryMb: 8192, maxVcpus: 4 },
})
export const subscriptionBody = { plan: 'access', version: 1, billed: 'monthly' } as const
export const grantBody = { amount: '1.00', reference: 'access-matrix' }

let plans = 0
const newPlan = () => {
  plans += 1
  return planBody(`access-${plans}`)
}

let packs = 0
const newPack = () => {
  packs += 1
  return {
    pack: `access-${packs}`,
    name: 'Access',
    version: 1,
    currency: 'EUR',
    price: '1.00',
    credit: '1',
    active: false,
  }
}

/** What is of an org, for the people who belong to it and administrators. */
const toPeopleOf = (caller: Caller, target: Target): number => {
  if (!signedIn(caller)) return toOthers(caller)
  if (target === 'absent') return 404
  if (caller === 'admin') return 200
  if (caller === 'stranger') return target === 'other' ? 200 : 404
  return target === 'own' ? 200 : 404
}

const inEveryLanguage = <Value>(value: Value) => ({ en: value, de: value, fr: value, it: value })

/** A version with none before it: who may publish is told so. */
const farTier = () => ({ tier: 'pro', version: 999_999, currency: 'EUR', priceMonthly: '1.00', priceAnnual: '1.00' })

/** Every route and method; one without a rule fails the test. */
export const routeRules: Readonly<Record<string, RouteRule>> = {
  'GET /api/health': { status: () => 200 },
  'GET /api/openapi.json': { status: () => 200 },
  'POST /api/v1/usage/events': {
    body: ({ org }) => ({
      idempotencyKey: `access-${org}`,
      org,
      meter: 'doc.pages',
      quantity: 1,
      occurredAt: at,
    }),
    status: machine('usage key', 404),
  },
  // There is no such usage: who may ask is told so.
  'DELETE /api/v1/usage/events/[key]': { body: ({ org }) => ({ org }), status: inVain('usage key') },
  'PATCH /api/v1/usage/events/[key]': { body: ({ org }) => ({ org, quantity: 1 }), status: inVain('usage key') },
  'POST /api/v1/usage/documents': {
    body: ({ org }) => ({
      idempotencyKey: `access-document-${org}`,
      org,
      pages: 1,
      bytes: 1,
      occurredAt: at,
      operation: {},
    }),
    status: machine('usage key', 404),
  },
  'POST /api/v1/check': { body: ({ org }) => ({ org }), status: machine('gate key', 404) },
  'DELETE /api/v1/orgs/[org]/reservations/[reservation]': {
    // There is none: who may ask is told so.
    status: inVain('gate key'),
  },
  'POST /api/v1/capability': { body: ({ org }) => ({ org }), status: machine('gate key', 404) },
  'GET /api/v1/jwks.json': { status: () => 200 },
  'POST /api/v1/usage/sources': {
    body: ({ org }) => ({ source: 'access', totals: [{ org, meter: 'doc.pages', day: '2026-10-20', quantity: 1 }] }),
    status: machine('usage key', 404),
  },
  'GET /api/v1/usage/parity': {
    query: ({ org }) => `?left=portal&right=access&from=2026-10-01&to=2026-11-01&org=${org}`,
    status: ofOrg('reader key', true),
  },
  'GET /api/v1/usage/summary': { query: ({ org }) => `?org=${org}`, status: ofOrg('reader key', true) },
  'POST /api/v1/billing/reconcile-credits': { body: ({ org }) => ({ org }), status: administered('funds key') },
  'GET /api/v1/billing/invoiceable-months': { query: ({ org }) => `?org=${org}`, status: ofOrg('reader key', true) },
  'POST /api/v1/settings/credits/disable': { body: ({ org }) => ({ org }), status: ofOrg('funds key', false) },
  'POST /api/v1/tenants': {
    body: ({ org }) => ({ org, name: `access-${org}`, occurredAt: at }),
    status: machine('tenants key', 404),
  },
  'PATCH /api/v1/tenants/[name]': { body: () => ({ packages: [] }), status: machine('tenants key', 404) },
  'POST /api/v1/tenants/[name]/suspend': { body: () => ({ suspended: false }), status: machine('tenants key', 404) },
  'DELETE /api/v1/tenants/[name]': { body: () => ({}), status: machine('tenants key', 404) },
  'POST /api/admin/billing/backfill': {
    body: ({ org, tenant }) => ({
      items: [
        { metadata: { name: tenant, creationTimestamp: at, labels: { 'kontor.io/org': org } }, spec: { packages: [] } },
      ],
    }),
    status: (caller, target) => {
      // An item of nobody is reported, and sinks nothing.
      if (caller === 'admin' || caller === 'backfill key') return 200
      if (caller === 'nobody' || caller === 'revoked key') return 401
      if (caller === 'key of another org') return target === 'other' ? 200 : 404
      return people.includes(caller) ? 404 : 403
    },
  },
  'GET /api/admin/meters': { status: platform('funds key') },
  'PUT /api/admin/meters/[meter]': {
    body: () => ({ words: inEveryLanguage({ name: 'Access', one: 'unit', other: 'units' }) }),
    status: platform('funds key'),
  },
  'GET /api/admin/skills': { status: platform('funds key') },
  'PUT /api/admin/skills/[skill]': {
    body: () => ({ names: inEveryLanguage('Access') }),
    status: platform('funds key'),
  },
  'GET /api/admin/cells': { status: platform('funds key') },
  'PUT /api/admin/cells/[cell]': { body: () => ({ url: 'http://127.0.0.1:9/' }), status: platform('funds key') },
  'GET /api/admin/orgs/[org]/deliveries': { status: administered('funds key') },
  'GET /api/v1/orgs/[org]/compute-settings': { status: ofOrg('reader key', true) },
  'PUT /api/v1/orgs/[org]/compute-settings': {
    body: () => ({ region, machineType, count: 1 }),
    status: ofOrg('compute key', false),
  },
  'GET /api/v1/machine-types': { status: (caller) => (caller === 'nobody' || caller === 'revoked key' ? 401 : 200) },
  'PUT /api/admin/machine-types/[machineType]': { body: () => machineTypeBody, status: platform('funds key') },
  'PUT /api/admin/orgs/[org]/machine-quotas': {
    body: () => ({ region, machineType, limit: 3 }),
    status: administered('funds key'),
  },
  'POST /api/admin/orgs/[org]/grants': { body: () => grantBody, status: administered('funds key') },
  'POST /api/admin/orgs/[org]/grants/[grant]/take-back': {
    body: () => ({ amount: '0.10', kind: 'adjustment', reference: 'access-matrix-back' }),
    status: administered('funds key'),
  },
  'POST /api/admin/orgs/[org]/biller': { body: () => ({ biller: 'invoice' }), status: administered('funds key') },
  'PUT /api/admin/orgs/[org]/funding': { body: () => ({ freeCredit: true }), status: administered('funds key') },
  'PUT /api/admin/orgs/[org]/subscription': { body: () => subscriptionBody, status: administered('funds key') },
  'POST /api/admin/orgs/[org]/week': { body: () => ({ periodStartedAt: at }), status: administered('funds key') },
  'GET /api/admin/plans': { status: platform('funds key') },
  'POST /api/admin/plans': { body: newPlan, status: platform('funds key') },
  'GET /api/admin/packs': { status: platform('funds key') },
  'GET /api/admin/tiers': { status: platform('funds key') },
  'POST /api/admin/tiers': { body: farTier, status: farPlatform },
  'POST /api/admin/packs': { body: newPack, status: platform('funds key') },
  'GET /api/admin/orgs/[org]/purchases': { status: administered('refunds key') },
  'POST /api/admin/orgs/[org]/purchases/[purchase]/refunds': {
    body: () => ({ refundId: 'access-matrix', amount: '1.00', reason: 'access matrix' }),
    // There is no such purchase: who may refund is told so.
    status: (caller, target) => {
      const status = administered('refunds key')(caller, target)
      return status === 200 ? 404 : status
    },
  },
  'GET /api/admin/orgs/[org]/invoices/[invoiceId]/payments': {
    status: (caller, target) =>
      caller === 'admin' ? (target === 'absent' ? 404 : 200) : signedIn(caller) ? 404 : toOthers(caller),
  },
  'POST /api/admin/orgs/[org]/invoices/[invoiceId]/payments': {
    // A day to come, so that the matrix marks nothing paid.
    body: () => ({ paidOn: '2999-01-01', reference: 'access matrix' }),
    status: (caller, target) =>
      caller === 'admin' ? (target === 'absent' ? 404 : 400) : signedIn(caller) ? 404 : toOthers(caller),
  },
  'POST /api/admin/orgs/[org]/invoices/[invoiceId]/surplus': {
    // There is no such other invoice.
    body: () => ({ invoice: 'inv_none', amount: '1.00' }),
    status: (caller, target) =>
      caller === 'admin' ? (target === 'absent' ? 404 : 400) : signedIn(caller) ? 404 : toOthers(caller),
  },
  'POST /api/admin/orgs/[org]/invoices/[invoiceId]/payments/[payment]/undo': {
    body: () => ({ reason: 'access matrix' }),
    // There is no such payment: who may undo one is told so.
    status: (caller) => (signedIn(caller) ? 404 : toOthers(caller)),
  },
  'GET /api/admin/switches': { status: platform('funds key') },
  'PUT /api/admin/switches': { body: () => ({ computeMode: true }), status: platform('funds key') },
  'GET /api/v1/orgs/[org]/funding': { status: ofOrg('reader key', true) },
  'GET /api/v1/orgs/[org]/ledger': { query: () => '?limit=1', status: ofOrg('reader key', true) },
  'GET /api/v1/orgs/[org]/weeks': { query: () => '?limit=2', status: ofOrg('reader key', true) },
  'GET /api/v1/orgs/[org]/invoices': { query: () => '?month=2026-09', status: ofOrg('reader key', true) },
  'GET /api/v1/orgs/[org]/invoices/[invoiceId]': { status: ofOrg('reader key', true) },
  'POST /api/stripe/webhook': { body: () => ({ id: 'evt_forged' }), status: () => 400 },
  // Nobody of these has the secret of schedulers.
  'GET /api/cron/[job]': { status: () => 401 },
  'POST /api/cron/[job]': { status: () => 401 },
  'GET /api/auth/[...nextauth]': { status: () => 400 },
  'POST /api/auth/[...nextauth]': { body: () => ({}), status: () => 400 },
  'GET /api/orgs/[org]/invoices/[invoiceId]/pdf': { status: ofOrg('reader key', true) },
  // None of these invoices was reminded of: who may see one is told so.
  'GET /api/orgs/[org]/invoices/[invoiceId]/reminders/[level]/pdf': {
    status: (caller, target) => {
      const status = ofOrg('reader key', true)(caller, target)
      return status === 200 ? 404 : status
    },
  },
  'GET /api/admin/invoices.zip': {
    query: ({ org }) => `?org=${org}`,
    status: (caller) => (caller === 'admin' ? 200 : !signedIn(caller) ? toOthers(caller) : 404),
  },
  'GET /api/orgs/[org]/usage.csv': { status: toPeopleOf },
  'GET /api/orgs/[org]/ledger.csv': { status: toPeopleOf },
  'GET /api/orgs/[org]/weeks.csv': { status: toPeopleOf },
  'GET /api/[...rest]': { status: () => 404 },
  'POST /api/[...rest]': { status: () => 404 },
  'PUT /api/[...rest]': { status: () => 404 },
  'PATCH /api/[...rest]': { status: () => 404 },
  'DELETE /api/[...rest]': { status: () => 404 },
  'GET /stripe-emulator/[...path]': { status: () => 404 },
  'POST /stripe-emulator/[...path]': { status: () => 404 },
}
