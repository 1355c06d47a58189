import { demoSeller } from '@/lib/demo/orgs'
import type { Target } from './page-rules'
import type { Person } from './principals'

export type ActionTarget = { readonly org: string; readonly invoiceId: string }

export type ActionRule = {
  /** A page on which the action is used. */
  readonly page: (target: ActionTarget) => string
  /** Arguments as the browser sends them. */
  readonly input: (target: ActionTarget) => readonly unknown[]
  /** Whether the action may get past the question who asks. */
  readonly allows: (person: Person, target: Target) => boolean
  /** True where the action needs nobody's permission and answers nothing. */
  readonly open?: true
}

const admin = (person: Person): boolean => person === 'admin'

const reader = (person: Person, target: Target): boolean =>
  admin(person) ||
  (target === 'own' && (person === 'owner' || person === 'billing' || person === 'member')) ||
  (target === 'other' && person === 'stranger')

const payer = (person: Person, target: Target): boolean => reader(person, target) && person !== 'member'

const invoicePage = ({ org, invoiceId }: ActionTarget): string => `/o/${org}/invoices/${invoiceId}`
const about = ({ org, invoiceId }: ActionTarget) => [{ org, invoiceId }]
const cardsPage = ({ org }: ActionTarget): string => `/o/${org}/payment-methods`
const cardActions = 'app/(portal)/o/[org]/payment-methods/actions.ts'
const aboutCards = ({ org }: ActionTarget) => [{ org }]
/** A card that nobody has, so that the matrix removes none. */
const aboutCard = ({ org }: ActionTarget) => [{ org, methodId: 'pm_access_matrix' }]
const creditsPage = ({ org }: ActionTarget): string => `/o/${org}/credits`
const creditActions = 'app/(portal)/o/[org]/credits/actions.ts'
const plansPage = ({ org }: ActionTarget): string => `/o/${org}/plans`
const planActions = 'app/(portal)/o/[org]/plans/actions.ts'
/** A plan that nobody sells, so that the matrix subscribes to none. */
const aboutPlan = ({ org }: ActionTarget) => [
  { org, choice: { product: 'plan', name: 'access-matrix', version: 1, billed: 'monthly' } },
]
const planAction = (input: ActionRule['input']): ActionRule => ({ page: plansPage, input, allows: payer })
/** The owner of the organization; the stranger owns the other one. */
const owner = (person: Person, target: Target): boolean =>
  reader(person, target) && !['member', 'billing'].includes(person)
const settingsPage = ({ org }: ActionTarget): string => `/o/${org}/settings`
const settingsActions = 'app/(portal)/o/[org]/settings/actions.ts'
const accountActions = 'app/(account)/account/actions.ts'
const known = (person: Person): boolean => person !== 'nobody'
const everybody = { page: () => '/sign-in', input: () => [], allows: () => true, open: true } as const

const party = {
  name: 'Nobody',
  street: '',
  buildingNumber: '',
  postalCode: '',
  town: '',
  country: 'CH',
  vatNumber: '',
  email: '',
}

/** Input that an admin is refused for a reason of its own, so that the matrix changes nothing. */
const stale = 1_000_000

/** A draft as nobody has it, so that the matrix publishes and discards none. */
const aboutDraft = () => [{ book: 'standard-chf', version: stale }]

const inEveryLanguage = <Value>(value: Value) => ({ en: value, de: value, fr: value, it: value })

const adminAction = (page: string, input: ActionRule['input']): ActionRule => ({
  page: () => page,
  input,
  allows: admin,
})

/** Server actions by file and name; one without a rule fails the test. */
export const actionRules: Readonly<Record<string, ActionRule>> = {
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts startCheckout': {
    page: invoicePage,
    input: about,
    allows: payer,
  },
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts settleCheckout': {
    page: invoicePage,
    input: about,
    allows: payer,
  },
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts verifyInvoice': {
    page: invoicePage,
    input: about,
    allows: reader,
  },
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts markInvoicePaid': {
    page: invoicePage,
    input: ({ org, invoiceId }) => [{ org, invoiceId, paidOn: '2999-01-01', reference: 'access matrix' }],
    allows: admin,
  },
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts applyInvoiceSurplus': {
    page: invoicePage,
    input: ({ org, invoiceId }) => [{ org, invoiceId, to: 'inv_none', amount: '1.00' }],
    allows: admin,
  },
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts undoPayment': {
    page: invoicePage,
    input: ({ org, invoiceId }) => [{ org, invoiceId, payment: 'pay_none', reason: 'access matrix' }],
    allows: admin,
  },
  // Of no invoice, so that the matrix reminds nobody.
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts sendReminder': {
    page: invoicePage,
    input: ({ org }) => [{ org, invoiceId: 'inv_none' }],
    allows: admin,
  },
  'app/(portal)/o/[org]/invoices/[invoiceId]/actions.ts pauseReminders': {
    page: invoicePage,
    input: ({ org, invoiceId }) => [{ org, invoiceId, untilOn: '2999-01-01', note: 'access matrix' }],
    allows: admin,
  },
  [`${cardActions} startCardCheckout`]: { page: cardsPage, input: aboutCards, allows: payer },
  [`${cardActions} settleCards`]: { page: cardsPage, input: aboutCards, allows: payer },
  [`${cardActions} chooseCard`]: { page: cardsPage, input: aboutCard, allows: payer },
  [`${cardActions} removeCard`]: { page: cardsPage, input: aboutCard, allows: payer },
  [`${cardActions} openCardPortal`]: { page: cardsPage, input: aboutCards, allows: payer },
  [`${creditActions} buyPack`]: {
    page: creditsPage,
    input: ({ org }) => [{ org, pack: 'access-matrix', version: 1 }],
    allows: payer,
  },
  [`${creditActions} buyAmount`]: { page: creditsPage, input: ({ org }) => [{ org, amount: '1.00' }], allows: payer },
  [`${creditActions} settleCredit`]: {
    page: creditsPage,
    input: ({ org }) => [{ org, checkoutId: 'chk_access_matrix' }],
    allows: payer,
  },
  [`${planActions} subscribe`]: planAction(aboutPlan),
  [`${planActions} settleSubscription`]: planAction(({ org }) => [{ org, checkoutId: 'chk_access_matrix' }]),
  [`${planActions} previewChange`]: planAction(aboutPlan),
  [`${planActions} changeSubscription`]: planAction(({ org }) => [{ org, quote: 'access-matrix' }]),
  [`${planActions} cancelSubscription`]: planAction(({ org }) => [{ org, product: 'plan', ends: true }]),
  [`${planActions} payOverdue`]: planAction(({ org }) => [{ org, product: 'plan' }]),
  'app/(portal)/o/[org]/credits/recharge-actions.ts saveRecharge': {
    page: ({ org }) => `/o/${org}/credits`,
    // Less than a recharge may be, so that the matrix charges nobody.
    input: ({ org }) => [{ org, enabled: true, threshold: '1.00', amount: '1.00', monthlyCap: null }],
    allows: payer,
  },
  'app/(portal)/o/[org]/compute/actions.ts saveMachines': {
    page: ({ org }) => `/o/${org}/compute`,
    input: ({ org }) => [{ org, region: 'europe-west6', machineType: 'access-matrix', count: '1' }],
    allows: payer,
  },
  [`${settingsActions} saveDetails`]: {
    page: settingsPage,
    input: ({ org }) => [
      { org, expected: stale, ...party, street: 'Weg', postalCode: '3000', town: 'Bern', language: 'en' },
    ],
    allows: payer,
  },
  [`${settingsActions} saveSpendCap`]: {
    page: settingsPage,
    // From a cap that nobody has, so that the matrix sets none.
    input: ({ org }) => [{ org, expected: '123456.78', cap: '1.00' }],
    allows: payer,
  },
  [`${settingsActions} saveAlerts`]: {
    page: settingsPage,
    // From a version that nobody has, so that the matrix saves none.
    input: ({ org }) => [
      {
        org,
        expected: stale,
        spend: [],
        creditBelow: '',
        stopped: true,
        quota: true,
        payments: true,
        expiries: true,
        renewals: true,
      },
    ],
    allows: payer,
  },
  [`${settingsActions} setMember`]: {
    page: settingsPage,
    input: ({ org }) => [{ org, email: 'nobody@nowhere.example', role: 'owner' }],
    allows: owner,
  },
  [`${settingsActions} removeMember`]: {
    page: settingsPage,
    input: ({ org }) => [{ org, userId: 'usr_nobody' }],
    allows: owner,
  },
  'app/(admin)/admin/invoice-run/actions.ts issueInvoice': adminAction('/admin/invoice-run', ({ org }) => [
    { org, month: '2999-01', total: '0.00' },
  ]),
  'app/(admin)/admin/invoice-run/debts/actions.ts settleDebt': adminAction('/admin/invoice-run/debts', ({ org }) => [
    // One that never was, so that the matrix settles none.
    { org, key: 'access matrix', how: 'waive', reason: 'Access matrix' },
  ]),
  'app/(admin)/admin/stripe-events/actions.ts replayStripeEvent': adminAction('/admin/stripe-events', () => [
    // One that never came, so that the matrix replays none.
    { event: 'evt_access_matrix' },
  ]),
  'app/(admin)/admin/deliveries/actions.ts sendDeliveryAgain': adminAction('/admin/deliveries', () => [
    // One that never was, so that the matrix sends none.
    { delivery: '999999999999' },
  ]),
  'app/(admin)/admin/jobs/actions.ts retryWorkNow': adminAction('/admin/jobs', ({ org }) => [
    // Nothing that waits, so that the matrix tries nothing again.
    { org, kind: 'refund', reference: 'access matrix' },
  ]),
  'app/(admin)/admin/jobs/actions.ts runJobNow': adminAction('/admin/jobs', () => [
    // No job, so that the matrix runs none.
    { job: 'access-matrix' },
  ]),
  'app/(admin)/admin/backfill/actions.ts mirrorSnapshot': adminAction('/admin/backfill', () => [
    { snapshot: '{"items":[]}', dryRun: false },
  ]),
  'app/(admin)/admin/settings/actions.ts saveInvoicing': adminAction('/admin/settings', () => [
    // Of a version that never was, so that the matrix changes nothing.
    {
      expected: 999_999_999,
      autoInvoice: false,
      reminders: false,
      mostTimes: '3',
      days: ['10', '20', '30'],
      fees: { CHF: ['', '', ''], EUR: ['', '', ''], USD: ['', '', ''] },
    },
  ]),
  'app/(admin)/admin/organizations/actions.ts saveOrgInvoicing': adminAction('/admin/organizations', ({ org }) => [
    { org, expected: 999_999_999, autoInvoice: false, reminders: false },
  ]),
  'app/(admin)/admin/settings/actions.ts saveSeller': adminAction('/admin/settings', () => [
    { ...demoSeller, zone: 'Europe/Zurich' },
  ]),
  'app/(admin)/admin/api-keys/actions.ts createApiKey': adminAction('/admin/api-keys', () => [
    { name: 'Access matrix', scopes: ['usage:write'], org: 'no-such-org' },
  ]),
  'app/(admin)/admin/api-keys/actions.ts revokeApiKey': adminAction('/admin/api-keys', () => [{ id: 'key_none' }]),
  'app/(admin)/admin/settings/actions.ts setComputeMode': adminAction('/admin/settings', () => [{ computeMode: true }]),
  'app/(admin)/admin/settings/actions.ts addTaxRate': adminAction('/admin/settings', () => [
    { effectiveOn: '2020-01-01', rate: '7.70' },
  ]),
  'app/(admin)/admin/organizations/actions.ts createOrganization': adminAction('/admin/organizations', () => [
    { org: 'access-matrix', name: 'Access matrix', priceBook: 'no-such-book' },
  ]),
  'app/(admin)/admin/organizations/actions.ts saveOrganization': adminAction('/admin/organizations', ({ org }) => [
    { org, expected: stale },
    {
      ...party,
      displayName: 'Taken over',
      language: 'en',
      zone: 'Europe/Zurich',
      priceBook: 'standard-chf',
      treatment: 'domestic',
      payBy: 'card',
      termsDays: '30',
    },
  ]),
  'app/(admin)/admin/organizations/actions.ts setMember': adminAction('/admin/organizations', ({ org }) => [
    { org, email: 'nobody@nowhere.example', role: 'owner' },
  ]),
  'app/(admin)/admin/organizations/actions.ts removeMember': adminAction('/admin/organizations', ({ org }) => [
    { org, userId: 'usr_nobody' },
  ]),
  'app/(admin)/admin/organizations/funding-actions.ts giveCredit': adminAction('/admin/organizations', ({ org }) => [
    { org, zone: 'UTC' },
    { amount: '1.00', asset: 'XXX', origin: 'admin', expiresOn: '', reference: 'access-matrix', note: '' },
  ]),
  'app/(admin)/admin/organizations/payment-actions.ts refund': adminAction('/admin/organizations', ({ org }) => [
    { org },
    { purchase: 'chk_access_matrix', refundId: 'access-matrix', amount: '1.00', reason: 'access matrix' },
  ]),
  'app/(admin)/admin/organizations/funding-actions.ts takeBack': adminAction('/admin/organizations', ({ org }) => [
    { org, zone: 'UTC' },
    { grant: 'gr_none', amount: '1.00', kind: 'adjustment', reference: 'access-matrix', note: '' },
  ]),
  'app/(admin)/admin/organizations/funding-actions.ts changeBiller': adminAction('/admin/organizations', ({ org }) => [
    { org, zone: 'UTC' },
    { biller: 'invoice', effectiveOn: '', welcomeCredit: '5.00' },
  ]),
  'app/(admin)/admin/organizations/funding-actions.ts saveLimits': adminAction('/admin/organizations', ({ org }) => [
    { org, zone: 'UTC' },
    {
      spendCap: '',
      tier: 'custom',
      concurrency: '',
      maxDiskMb: '20480',
      freeCredit: true,
      subscribed: false,
      pagesPerUnit: '1',
      bytesPerUnit: '1',
      minimumUnits: '1',
    },
  ]),
  'app/(admin)/admin/pricing/actions.ts saveDraft': adminAction('/admin/pricing/draft', () => [
    {
      book: 'standard-chf',
      currency: 'CHF',
      expected: stale,
      baseVersion: 1,
      effectiveFrom: '2026-01-01',
      note: '',
      monthlyFee: '0.00',
      setupFee: '0.00',
      skills: [],
      meters: [],
    },
  ]),
  'app/(admin)/admin/pricing/names/actions.ts declareMeter': adminAction('/admin/pricing/names', () => [
    { meter: 'access.units', scale: '1', words: inEveryLanguage({ name: 'Access', one: 'unit', other: 'units' }) },
  ]),
  'app/(admin)/admin/pricing/names/actions.ts declareSkill': adminAction('/admin/pricing/names', () => [
    { skill: 'access', names: inEveryLanguage('Access') },
  ]),
  'app/(admin)/admin/pricing/actions.ts discardDraft': adminAction('/admin/pricing/draft', aboutDraft),
  'app/(admin)/admin/pricing/actions.ts runWhatIf': adminAction('/admin/pricing/draft', aboutDraft),
  'app/(admin)/admin/pricing/actions.ts publishDraft': adminAction('/admin/pricing/draft', aboutDraft),
  // No session of anybody's, so that the matrix signs nobody out.
  [`${accountActions} endSession`]: { page: () => '/account', input: () => [{ session: 'ses_none' }], allows: known },
  [`${accountActions} signOutEverywhere`]: {
    page: () => '/account',
    input: () => [{ session: 'ses_none' }],
    allows: known,
  },
  'app/(admin)/admin/organizations/actions.ts endSessions': adminAction('/admin/organizations', () => [
    { userId: 'usr_none' },
  ]),
  'app/sign-in/actions.ts signOut': everybody,
  'app/sign-in/actions.ts chooseLanguage': { ...everybody, input: () => ['en'] },
  'app/docs/design/actions.ts refuseEverything': { ...everybody, page: () => '/docs/design' },
  'app/docs/design/actions.ts stay': { ...everybody, page: () => '/docs/design' },
}
