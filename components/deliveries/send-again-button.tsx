'use client'

import { Send } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { Action } from '@/lib/contracts/action-result'
import type { SendAgainAnswer } from '@/lib/contracts/deliveries'
import { sentAgainWords } from './delivery-item'

export type SendAgain = Action<{ readonly delivery: string }, SendAgainAnswer>
export type SendAgainButtonProps = { readonly delivery: string; readonly label: string; readonly send: SendAgain }

/** When the page is read again: a cell answers within two seconds as a rule, and is given up after ten. */
const looksAfterMs = [0, 1500, 4000, 9000, 18_000]

/** Sends what waits at once, and looks how it went. */
export const SendAgainButton = ({ delivery, label, send }: SendAgainButtonProps) => {
  const router = useRouter()
  const looks = useRef<ReturnType<typeof setTimeout>[]>([])
  useEffect(() => () => looks.current.forEach(clearTimeout), [])
  const { run, pending, failure } = useAction(send, ({ outcome }) => {
    if (outcome === 'due') toast.success(sentAgainWords.due)
    else toast.info(sentAgainWords[outcome])
    looks.current = looksAfterMs.map((ms) => setTimeout(() => router.refresh(), ms))
  })
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        loading={pending}
        onClick={() => run({ delivery })}
        aria-label={`Send again now: ${label}`}
      >
        {pending ? null : <Send aria-hidden />}
        Send again now
      </Button>
      {failure ? (
        <span role="alert" className="mt-1 block text-bad text-sm">
          {failure.message}
        </span>
      ) : null}
    </>
  )
}
