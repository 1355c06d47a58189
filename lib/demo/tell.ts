import type { Temporal } from 'temporal-polyfill'
import type { Ctx } from '@/lib/context'
import { refreshGate } from '@/lib/flows/funding/refresh-gate'
import { recordUsageBatch, type UsageEvent } from '@/lib/flows/usage/record-usage-batch'
import { type Calendar, historyDays } from './calendar'

/** Something that is done to an org at a moment of its history. */
export type Step = { readonly at: Temporal.Instant; readonly act: (ctx: Ctx, org: string) => Promise<unknown> }

export type Story = { readonly org: string; readonly steps: readonly Step[]; readonly usage: readonly UsageEvent[] }

const mostEvents = 1000

const earlier = (a: { readonly at: Temporal.Instant }, b: { readonly at: Temporal.Instant }): number =>
  a.at.epochMilliseconds - b.at.epochMilliseconds

/** Usage is reported at the end of each day, and so before a new week of quota begins. */
const reports = ({ day }: Calendar): Step[] =>
  Array.from({ length: historyDays }, (_, index) => ({
    at: day(index + 1).subtract({ seconds: 1 }),
    act: async () => {},
  }))

export const recordAll = async (ctx: Ctx, events: readonly UsageEvent[]): Promise<void> => {
  for (let start = 0; start < events.length; start += mostEvents) {
    const { results } = await recordUsageBatch(ctx, events.slice(start, start + mostEvents))
    const refused = results.find((result) => result.outcome === 'refused')
    if (refused?.outcome === 'refused') throw new Error(`demo usage was refused: ${refused.refusal.sentence}`)
  }
}

/**
 * Lets an org live through its history in order, each moment at its own time: usage is charged by what funded the org
 * then. Told again it changes nothing.
 */
export const tell = async (ctx: Ctx, calendar: Calendar, { org, steps, usage }: Story): Promise<void> => {
  const inOrder = [...usage].sort(earlier)
  let told = 0
  for (const { at, act } of [...steps, ...reports(calendar)].sort(earlier)) {
    const then = { ...ctx, now: at }
    const upTo = inOrder.findIndex((event, index) => index >= told && event.at.epochMilliseconds > at.epochMilliseconds)
    const next = upTo === -1 ? inOrder.length : upTo
    await recordAll(then, inOrder.slice(told, next))
    told = next
    await act(then, org)
  }
  await refreshGate(ctx, org)
}
