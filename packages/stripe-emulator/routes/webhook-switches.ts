import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { flag, integer } from '@/packages/stripe-emulator/parameters'
import type { SwitchesRecord } from '@/packages/stripe-emulator/records'
import { noSwitches } from '@/packages/stripe-emulator/work'

const path = '/test_helpers/emulator/webhooks'

const shown = ({ paused, delaySeconds, copies, order }: SwitchesRecord): object => ({
  object: 'test_helpers.emulator.webhooks',
  paused,
  delay_seconds: delaySeconds,
  copies,
  order,
})

const read = endpoint('GET', path, z.strictObject({}), async ({ work }) =>
  shown((await work.get('emulator.switches', noSwitches.id)) ?? noSwitches),
)

/** Makes deliveries misbehave. Only what is given changes; delay and copies apply to events from now on. */
const change = endpoint(
  'POST',
  path,
  z.strictObject({
    paused: flag().optional(),
    delay_seconds: integer(0, 86_400).optional(),
    copies: integer(1, 10).optional(),
    order: z.enum(['in_order', 'reversed']).optional(),
  }),
  async ({ work }, given) => {
    const current = (await work.get('emulator.switches', noSwitches.id)) ?? noSwitches
    const next: SwitchesRecord = {
      id: noSwitches.id,
      paused: given.paused ?? current.paused,
      delaySeconds: given.delay_seconds ?? current.delaySeconds,
      copies: given.copies ?? current.copies,
      order: given.order ?? current.order,
    }
    work.put('emulator.switches', next)
    return shown(next)
  },
)

export const webhookSwitches: readonly Endpoint[] = [read, change]
