import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@/db/client'

export type BackendKiller = {
  /** To be said of each answer that somebody came to. */
  readonly answered: () => void
  /** Ends no more of them. @returns how many it ended. */
  readonly stop: () => Promise<number>
}

/**
 * Ends backends of the app at random, one after every few answers: by the clock, a slow machine would never come to one.
 * @param sql a connection of the owner, by another name than the app's.
 * @param each how many answers there are to a backend that is ended.
 */
export const startKilling = (sql: Db['$client'], each: number): BackendKiller => {
  let answers = 0
  let kills = 0
  let stopped = false
  const work = async (): Promise<void> => {
    for (let next = 0; !stopped; ) {
      if (answers < next) {
        await sleep(5)
        continue
      }
      next = answers + each
      const ended = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'kontor' order by random() limit 1`
      kills += ended.length
    }
  }
  const working = work()
  return {
    answered: () => {
      answers += 1
    },
    stop: async () => {
      stopped = true
      await working
      return kills
    },
  }
}
