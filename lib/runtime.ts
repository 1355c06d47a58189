import type { Db } from '@/db/client'
import type { Ctx } from '@/lib/context'
import type { Actor } from '@/lib/core/access/permit'
import type { Documents } from '@/lib/flows/invoices/read-document'
import type { Post } from '@/lib/flows/mail/post'
import type { Clock } from '@/lib/platform/clock'
import type { StripeGateway } from '@/lib/stripe/gateway'

/** What work needs of the outside, wired once for a process and handed in. */
export type Runtime = {
  readonly clock: Clock
  readonly db: Db
  /** A context of this moment. */
  readonly ctx: (actor: Actor) => Ctx
  readonly stripe: StripeGateway
  readonly documents: Documents
  readonly post: Post
}
