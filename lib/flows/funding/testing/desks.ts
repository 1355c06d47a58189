import { afterAll } from 'vitest'
import { connect, type Db, disconnect } from '@/db/client'

/** Pools of their own, each as a process has one: nothing is shared between them but the database. */
export const openDesks = (url: string, count: number, connections: number): readonly Db[] => {
  const desks = Array.from({ length: count }, () => connect({ url, role: 'kontor_app', connections }))
  afterAll(async () => {
    await Promise.all(desks.map(disconnect))
  })
  return desks
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
