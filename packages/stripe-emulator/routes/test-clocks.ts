import { z } from 'zod'
import { deleteClock, finishAdvance, startAdvance } from '@/packages/stripe-emulator/billing/advance-clock'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { missing } from '@/packages/stripe-emulator/failure'
import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import { pageOf } from '@/packages/stripe-emulator/page'
import { integer, listParameters, text } from '@/packages/stripe-emulator/parameters'
import type { TestClockRecord } from '@/packages/stripe-emulator/records'
import { serializeTestClock } from '@/packages/stripe-emulator/serialize/test-clock'
import type { Work } from '@/packages/stripe-emulator/work'

const path = '/test_helpers/test_clocks'
const frozenTime = integer(0, 99_999_999_999)

const clockNamed = async (work: Work, id: string): Promise<TestClockRecord> => {
  const clock = await work.get('test_helpers.test_clock', id)
  if (!clock || clock.deleted === 'true') throw missing('test_clock', id)
  return clock
}

const creation = z.strictObject({ frozen_time: frozenTime, name: text(300).optional() })

const create = endpoint('POST', path, creation, async ({ work }, given) => {
  const clock: TestClockRecord = {
    id: newIdentifier('testClock'),
    created: work.now,
    name: given.name ?? null,
    frozenTime: given.frozen_time,
    targetTime: null,
    status: 'ready',
    deleted: 'false',
  }
  work.put('test_helpers.test_clock', clock)
  work.emit('test_helpers.test_clock.created', serializeTestClock(clock))
  return serializeTestClock(clock)
})

/** A caller that asks whether a clock is ready carries it there, so that nobody waits for the next poll. */
const retrieve = endpoint('GET', `${path}/:id`, z.strictObject({}), async ({ work, id }) => {
  const clock = await clockNamed(work, id)
  return serializeTestClock((await finishAdvance(work, id)) ?? clock)
})

const advance = endpoint(
  'POST',
  `${path}/:id/advance`,
  z.strictObject({ frozen_time: frozenTime }),
  async ({ work, id }, given) =>
    serializeTestClock(await startAdvance(work, await clockNamed(work, id), given.frozen_time)),
)

const remove = endpoint('DELETE', `${path}/:id`, z.strictObject({}), async ({ work, id }) => {
  await deleteClock(work, await clockNamed(work, id))
  return { id, object: 'test_helpers.test_clock', deleted: true }
})

const list = endpoint('GET', path, z.strictObject(listParameters), (call, given) =>
  pageOf(call, 'test_helpers.test_clock', given, { match: { deleted: 'false' }, serialize: serializeTestClock }),
)

export const testClocks: readonly Endpoint[] = [create, list, retrieve, advance, remove]
