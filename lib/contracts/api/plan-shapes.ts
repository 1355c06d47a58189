import {
  plansAnswer,
  planVersionItem,
  publishPlanRequest,
  subscriptionAnswer,
  subscriptionRequest,
  switchesAnswer,
  switchesRequest,
  weekAnswer,
  weekRequest,
} from '@/lib/contracts/plans'
import type { Shape } from './describe'
import { quotaWeekShape } from './funding-state-shapes'

const planFields = {
  plan: 'The plan.',
  name: 'Its name, for people.',
  version: 'The version: the latest one and one more.',
  quota: 'Compute units a week.',
  currency: 'Of the prices.',
  priceMonthly: 'Paid monthly.',
  priceAnnual: 'Paid once a year.',
  ratios: 'How a job’s cost becomes compute units.',
  'ratios.base': 'Units of every job.',
  'ratios.perCost': 'Units for one unit of money.',
  'ratios.ceiling': 'Units a job has at most; null is no ceiling.',
  ceilings: 'How large work may be.',
  'ceilings.maxMemoryMb': 'The most memory.',
  'ceilings.maxVcpus': 'The most processors.',
  effectiveFrom: 'From when it is sold.',
  effectiveUntil: 'Until when it is sold; null is open.',
  active: 'Whether it is sold.',
}

export const publish: Shape = {
  name: 'PublishPlanRequest',
  schema: publishPlanRequest,
  description: 'The next version of a plan, or its first.',
  fields: { ...planFields, effectiveFrom: 'From when it is sold; now if left out.' },
}

export const version: Shape = {
  name: 'PlanVersion',
  schema: planVersionItem,
  description: 'A version of a plan. It never changes.',
  fields: { ...planFields, version: 'The version.', publishedAt: 'When it was published.' },
}

export const plans: Shape = {
  name: 'Plans',
  schema: plansAnswer,
  description: 'Every version of every plan.',
  parts: [version],
  fields: { plans: 'By plan, the newest version first.' },
}

const subscriptionFields = {
  plan: 'The plan.',
  version: 'Its version, which stays until another one is set.',
  billed: 'How often it is paid.',
  periodStartedAt: 'From which the weeks of quota count.',
}

export const subscribe: Shape = {
  name: 'SubscriptionRequest',
  schema: subscriptionRequest,
  description: 'The plan an organization is to be on.',
  fields: { ...subscriptionFields, periodStartedAt: 'From which the weeks of quota count; now if left out.' },
}

export const subscription: Shape = {
  name: 'Subscription',
  schema: subscriptionAnswer,
  description: 'The plan an organization is on.',
  parts: [quotaWeekShape],
  fields: {
    org: 'The organization.',
    ...subscriptionFields,
    status: 'Whether it is paid.',
    week: 'The current week of quota; null where none counts.',
  },
}

export const reset: Shape = {
  name: 'WeekRequest',
  schema: weekRequest,
  description: 'A period that has started.',
  fields: { periodStartedAt: 'When. The weeks of quota count from it.' },
}

export const week: Shape = {
  name: 'Week',
  schema: weekAnswer,
  description: 'The week of quota after the reset.',
  parts: [quotaWeekShape],
  fields: {
    org: 'The organization.',
    reset: 'False where this period, or a later one, was known already.',
    week: 'The current week; null where none counts.',
  },
}

const switchFields = { computeMode: 'Whether organizations can be put on weekly quotas.' }
export const switchesWanted: Shape = {
  name: 'SwitchesRequest',
  schema: switchesRequest,
  description: 'What the platform is to have switched on.',
  fields: switchFields,
}
export const switches: Shape = {
  name: 'Switches',
  schema: switchesAnswer,
  description: 'What the platform has switched on.',
  fields: switchFields,
}
