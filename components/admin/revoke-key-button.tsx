'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { Action } from '@/lib/contracts/action-result'

export type RevokeKeyButtonProps = {
  readonly id: string
  readonly name: string
  readonly revoke: Action<{ readonly id: string }>
}

/** Revokes an API key for good, after a question. */
export const RevokeKeyButton = ({ id, name, revoke }: RevokeKeyButtonProps) => {
  const router = useRouter()
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="small" aria-label={`Revoke key ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke “${name}”?`}
      text="The next call with this key is refused. This can't be undone."
      confirm="Revoke key"
      danger
      action={() => revoke({ id })}
      onDone={() => router.refresh()}
    />
  )
}
