import { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { findOrg } from '@/db/queries/orgs'
import type { Ctx } from '@/lib/context'
import type { Biller } from '@/lib/core/funding/biller'
import { switchBiller } from '@/lib/flows/funding/switch-biller'
import { createOrg } from '@/lib/flows/settings/create-org'
import { clock } from './dates'

export const systemContext = (db: Db): Ctx => ({
  actor: { kind: 'system', name: 'test' },
  now: clock(),
  db,
  requestId: 'test',
})

type OwnOrg = {
  readonly name: string
  /** The organization of the demo whose settings it has. */
  readonly like: string
  readonly biller: Biller
  readonly since?: Temporal.Instant
}

/** An organization in which nothing happens but what its own test file does; made once, also where a worker starts over. */
export const ownOrg = async (db: Db, org: string, { name, like, biller, since }: OwnOrg): Promise<void> => {
  const ctx = systemContext(db)
  const [model, made] = await Promise.all([findOrg(db, like, clock()), findOrg(db, org, clock())])
  if (!model) throw new Error(`the demo has no ${like}`)
  if (made) return
  await createOrg(ctx, org, name, model.config)
  await switchBiller(ctx, org, biller, since ?? ctx.now)
}

/** Before all that the demo knows. */
export const always = Temporal.Instant.from('2026-01-01T00:00:00Z')
