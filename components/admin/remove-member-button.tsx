'use client'

import { UserMinus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { Action } from '@/lib/contracts/action-result'

export type RemoveMemberButtonProps = {
  readonly org: string
  readonly userId: string
  readonly name: string
  readonly remove: Action<{ readonly org: string; readonly userId: string }>
}

/** Ends a membership, after a question. */
export const RemoveMemberButton = ({ org, userId, name, remove }: RemoveMemberButtonProps) => {
  const router = useRouter()
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="icon-small" aria-label={`Remove ${name}`}>
          <UserMinus />
        </Button>
      }
      title={`Remove ${name}?`}
      text="Access to this organization ends with the next click. The account itself stays."
      confirm="Remove member"
      danger
      action={() => remove({ org, userId })}
      onDone={() => router.refresh()}
    />
  )
}
