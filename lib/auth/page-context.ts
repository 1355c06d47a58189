import { headers } from 'next/headers'
import { peopleDb } from '@/db/app'
import { clock } from '@/lib/compose'
import type { Ctx } from '@/lib/context'
import { requestIdOf } from '@/lib/http/route'
import { personActor } from './person'

/** The context of a page or an action: the signed-in person, now. */
export const pageContext = async (): Promise<Ctx> => ({
  actor: await personActor(),
  now: clock(),
  db: peopleDb(),
  requestId: requestIdOf(await headers()),
  looks: new Set(),
})
