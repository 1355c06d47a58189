'use client'

import { LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { Action } from '@/lib/contracts/action-result'

export type EndSessionsButtonProps = {
  readonly userId: string
  readonly name: string
  readonly sessions: number
  readonly end: Action<{ readonly userId: string }>
}

/** Signs somebody out everywhere, after a question. */
export const EndSessionsButton = ({ userId, name, sessions, end }: EndSessionsButtonProps) => {
  const router = useRouter()
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="icon-small" aria-label={`Sign ${name} out everywhere`}>
          <LogOut />
        </Button>
      }
      title={`Sign ${name} out everywhere?`}
      text={`${sessions === 1 ? 'The session ends' : `All ${sessions} sessions end`} with the next click. What the person may do stays as it is: they can sign in again.`}
      confirm={sessions === 1 ? 'End session' : 'End sessions'}
      danger
      action={() => end({ userId })}
      onDone={() => router.refresh()}
    />
  )
}
