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
  /** The stored PDF, read back and compared with the invoice. */
  readonly document: {
    readonly standing: 'right' | 'wrong' | 'missing'
    readonly sha256: string
    readonly difference: string
  }
}

export type VerifyButtonProps = { readonly verify: () => Promise<ActionResult<Verification>> }

/** Recomputes an issued invoice from the recorded events, reads its stored PDF, and says whether all is the same. */
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
      <DialogContent
        title="Verify"
        text="The invoice is worked out again from the recorded events and compared, and its stored PDF is read back."
      >
        <div aria-live="polite" className="flex min-h-44 flex-col gap-3">
          {pending ? <p className="text-ink-soft">Recomputing…</p> : null}
          {!pending && failure ? <Alert tone="bad" title={failure.message} /> : null}
          {!pending && result ? <Outcome {...result} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

const Outcome = ({ identical, sha256, recomputedSha256, document }: Verification) => (
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
    <DocumentOutcome {...document} />
  </>
)

const DocumentOutcome = ({ standing, sha256, difference }: Verification['document']) => {
  if (standing === 'missing') return <Alert tone="info" title="The PDF is not stored yet" />
  return (
    <>
      {standing === 'right' ? (
        <Alert tone="good" title="The stored PDF says what the invoice says" />
      ) : (
        <Alert tone="bad" title="The stored PDF does not say what the invoice says">
          <p>{difference}</p>
          <p>
            Run <code className="font-mono">npm run verify -- --replace-documents</code> to replace it.
          </p>
        </Alert>
      )}
      <Digest name="Stored PDF" value={sha256} />
    </>
  )
}

const Digest = ({ name, value }: { name: string; value: string }) => (
  <div>
    <p className="text-ink-soft text-xs">{name}, SHA-256</p>
    <p className="font-mono text-xs [overflow-wrap:anywhere]">{value}</p>
  </div>
)
