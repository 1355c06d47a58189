'use client'

import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { useAction } from '@/components/ui/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'

/** What recomputing an invoice gave. */
export type Verification = {
  readonly identical: boolean
  /** SHA-256 of the invoice as it was recorded, and as the recorded facts give it now. */
  readonly sha256: string
  readonly recomputedSha256: string
}

export type VerifyButtonProps = { readonly verify: () => Promise<ActionResult<Verification>> }

/** Recomputes an issued invoice from the recorded events and says whether every byte is the same. */
export const VerifyButton = ({ verify }: VerifyButtonProps) => {
  const [result, setResult] = useState<Verification | null>(null)
  const { run, pending, failure } = useAction(verify, setResult)
  return (
    <Dialog onOpenChange={(open) => (open ? run(undefined) : setResult(null))}>
      <DialogTrigger asChild>
        <Button variant="secondary">
          <ShieldCheck aria-hidden />
          Verify
        </Button>
      </DialogTrigger>
      <DialogContent title="Verify" text="The invoice is worked out again from the recorded events and compared.">
        <div aria-live="polite" className="flex min-h-28 flex-col gap-3">
          {pending ? <p className="text-ink-soft">Recomputing…</p> : null}
          {!pending && failure ? <Alert tone="bad" title={failure.message} /> : null}
          {!pending && result ? <Outcome {...result} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

const Outcome = ({ identical, sha256, recomputedSha256 }: Verification) => (
  <>
    {identical ? (
      <Alert tone="good" title="Identical to what was recorded" />
    ) : (
      <Alert tone="bad" title="Different from what was recorded">
        The recorded events no longer give this invoice. What was issued stays as it is.
      </Alert>
    )}
    <Digest name="Recorded" value={sha256} />
    <Digest name="Recomputed" value={recomputedSha256} />
  </>
)

const Digest = ({ name, value }: { name: string; value: string }) => (
  <div>
    <p className="text-ink-soft text-xs">{name}, SHA-256</p>
    <p className="font-mono text-xs [overflow-wrap:anywhere]">{value}</p>
  </div>
)
