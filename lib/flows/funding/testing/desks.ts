import { afterAll } from 'vitest'
import { connect, type Db, disconnect } from '@/db/client'
import { contextOf, machine, today, usageEvent } from '@/db/testing/fixtures'
import { amount, start } from '@/db/testing/funds'
import type { Ctx } from '@/lib/context'
import { reserve } from '@/lib/flows/gate/reserve'
import { recordUsageBatch } from '@/lib/flows/usage/record-usage-batch'
import { Refusal } from '@/lib/platform/errors'

/** Pools of their own, each as a process has one: nothing is shared between them but the database. */
export const openDesks = (url: string, count: number, connections: number): readonly Db[] => {
  const desks = Array.from({ length: count }, () => connect({ url, role: 'kontor_app', connections }))
  afterAll(async () => {
    await Promise.all(desks.map(disconnect))
  })
  return desks
}

export const machineAt = (db: Db, now = today): Ctx => contextOf(db, machine(), now)

type Parts = Parameters<typeof usageEvent>[1] & { readonly reservation?: string }

/** Charges one event; answers `accepted`, `repeated`, or the code of the refusal. */
export const charge = async (ctx: Ctx, org: string, parts: Parts): Promise<string> => {
  const { reservation, ...rest } = parts
  const event = { ...usageEvent(org, rest), ...(reservation ? { reservation } : {}) }
  const [result] = (await recordUsageBatch(ctx, [event])).results
  return result?.outcome === 'refused' ? result.refusal.code : (result?.outcome ?? '')
}

/** Holds what some document units cost, for ten minutes; answers `reserved`, `repeated`, or the refusal's code. */
export const hold = async (
  ctx: Ctx,
  org: string,
  id: string,
  quantity: string,
  meter = 'doc.units',
): Promise<string> => {
  try {
    const use = { meter, quantity: amount(quantity) }
    return (await reserve(ctx, { ...start(org), use, id, seconds: 600 })).outcome
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** How often each answer was given. */
export const tally = (answers: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1
  return counts
}

/** Works jobs off with so many clients at once, in order. */
export const byClients = async <Answer>(
  clients: number,
  jobs: readonly (() => Promise<Answer>)[],
): Promise<readonly Answer[]> => {
  const answers: Answer[] = []
  let next = 0
  const client = async (): Promise<void> => {
    for (let place = next++; place < jobs.length; place = next++) {
      const answer = await jobs[place]?.()
      if (answer !== undefined) answers[place] = answer
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return answers
}
