import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { noOutage } from '@/packages/stripe-emulator/outage'
import { integer } from '@/packages/stripe-emulator/parameters'
import type { OutageRecord } from '@/packages/stripe-emulator/records'

const path = '/test_helpers/emulator/outage'

const shown = ({ kind, until }: OutageRecord): object => ({ object: 'test_helpers.emulator.outage', kind, until })

const read = endpoint('GET', path, z.strictObject({}), async ({ work }) =>
  shown((await work.get('emulator.outage', noOutage.id)) ?? noOutage),
)

/** Takes Stripe away, for so many seconds or until it is given back with `kind: none`. */
const change = endpoint(
  'POST',
  path,
  z.strictObject({
    kind: z.enum(['none', 'unavailable', 'unreachable', 'silent', 'answer_lost']),
    seconds: integer(1, 86_400).optional(),
  }),
  async ({ work }, { kind, seconds }) => {
    await work.get('emulator.outage', noOutage.id)
    const next: OutageRecord = { id: noOutage.id, kind, until: seconds === undefined ? null : work.now + seconds }
    work.put('emulator.outage', next)
    return shown(next)
  },
)

export const outage: readonly Endpoint[] = [read, change]
