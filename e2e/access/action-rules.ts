import type { Target } from './page-rules'
import type { Person } from './principals'

export type ActionTarget = { readonly org: string; readonly invoiceId: string; readonly userId: string }

export type ActionRule = {
  /** A page on which the action is used. */
  readonly page: (target: ActionTarget) => string
  readonly input: (target: ActionTarget) => unknown
  /** Whether the action may get past the question who asks. */
  readonly allows: (person: Person, target: Target) => boolean
}

const admin = (person: Person): boolean => person === 'admin'

const payer = (person: Person, target: Target): boolean =>
  person === 'admin' ||
  (target === 'own' && (person === 'owner' || person === 'billing')) ||
  (target === 'other' && person === 'stranger')

const portalInvoice = ({ org, invoiceId }: ActionTarget): string => `/o/${org}/invoices/${invoiceId}`

/** Server actions by file and name; one without a rule fails the test. */
export const actionRules: Readonly<Record<string, ActionRule>> = {
  placeholder: {
    page: portalInvoice,
    input: () => ({}),
    allows: (person, target) => admin(person) || payer(person, target),
  },
}
