import type { Db } from '@/db/client'
import { holderOf } from '@/lib/platform/turns'
import { call } from './call'

/** Longer than a decision and its write take; so long the others wait for a process that died. */
const turnMs = 2_000

/** Takes the next turn of an org's account for this process. False where another one has it. */
export const takeTurn = (db: Db, org: string): Promise<boolean> =>
  call(async () => {
    const rows = await db.$client<{ taken: boolean }[]>`
      select take_turn(${org}, ${holderOf(db.$client)}, ${turnMs}) as taken`
    return rows[0]?.taken === true
  })

export const leaveTurn = (db: Db, org: string): Promise<void> =>
  call(async () => {
    await db.$client`select leave_turn(${org}, ${holderOf(db.$client)})`
  })
