import { createHash, timingSafeEqual } from 'node:crypto'
import { settings } from '@/lib/compose'
import type { Actor } from '@/lib/core/access/permit'
import { Refusal } from '@/lib/platform/errors'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * The scheduler behind a request, known by `Authorization: Bearer $CRON_SECRET`. Secrets are compared by their digests, which
 * takes the same time for any.
 * @throws Refusal `cron_off` where no secret is set, `unauthenticated` for another one.
 */
export const schedulerActor = (request: Request): Actor => {
  const { cronSecret } = settings()
  if (cronSecret === null) {
    throw new Refusal('cron_off', 'Schedulers cannot wake jobs here, because CRON_SECRET is not set.')
  }
  const given = /^Bearer ([!-~]{1,200})$/i.exec(request.headers.get('authorization')?.trim() ?? '')?.[1] ?? ''
  if (!timingSafeEqual(digest(given), digest(cronSecret))) {
    throw new Refusal('unauthenticated', 'Send Authorization: Bearer and the value of CRON_SECRET.')
  }
  return { kind: 'system', name: 'cron' }
}
