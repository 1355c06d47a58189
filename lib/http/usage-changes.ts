import type { UsageChangeAnswer } from '@/lib/contracts/usage-changes'
import type { Actor } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

/** Whose usage is meant: the organization that is named, or the one that the key is limited to. */
export const orgOfUsage = (actor: Actor, named: string | undefined): string => {
  const org = named ?? (actor.kind === 'machine' ? actor.org : null)
  if (org === null) throw new Refusal('invalid_request', 'Say whose usage it is: org.', { field: 'org' })
  return org
}

/** The key at the end of an address, decoded once: it may hold slashes and percent signs of its own. */
export const keyInAddress = (url: string): string => {
  try {
    return decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '')
  } catch {
    throw new Refusal('invalid_request', 'The key in the address is not encoded as UTF-8.', { field: 'key' })
  }
}

type Usage = {
  readonly meter: string
  readonly quantity: string
  readonly at: string
  readonly resource: string
  readonly amount: string
  readonly waits?: string
}

type Changed =
  | { readonly kind: 'unchanged'; readonly key: string; readonly currency: string }
  | {
      readonly kind: 'taken_back' | 'amended'
      readonly key: string
      readonly currency: string
      readonly revision: number
      readonly before: Usage
      readonly after: Usage | null
      readonly returned: UsageChangeAnswer['returned'] | readonly UsageChangeAnswer['returned'][number][]
      readonly invoiced: boolean
      readonly reason: string
      readonly at: string
    }

const usageOf = ({ at, waits, meter, quantity, resource, amount }: Usage) => ({
  meter,
  quantity,
  occurredAt: at,
  resource,
  amount,
  ...(waits === undefined ? {} : { waits }),
})

/** What became of an event, on the wire. */
export const answerUsageChange = (org: string, changed: Changed): UsageChangeAnswer => {
  const { key: idempotencyKey, currency } = changed
  if (changed.kind === 'unchanged') {
    const nothing = { before: null, after: null, returned: [], correction: false, reason: '', changedAt: null }
    return { idempotencyKey, org, status: 'unchanged', currency, revision: 0, ...nothing }
  }
  const { kind: status, revision, before, after, returned, invoiced: correction, reason, at: changedAt } = changed
  return {
    idempotencyKey,
    org,
    status,
    currency,
    revision,
    before: usageOf(before),
    after: after && usageOf(after),
    returned: [...returned],
    correction,
    reason,
    changedAt,
  }
}
