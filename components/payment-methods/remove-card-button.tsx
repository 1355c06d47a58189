'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { ActionResult } from '@/lib/contracts/action-result'

export type RemoveCardButtonProps = {
  /** `Visa •••• 4242`. */
  readonly name: string
  /** What its going means for what is charged. */
  readonly means: 'removeOnlyText' | 'removeChargedText' | 'removeText'
  readonly remove: () => Promise<ActionResult>
  readonly onDone: () => void
}

/** Removes a card, after a question that names it. */
export const RemoveCardButton = ({ name, means, remove, onDone }: RemoveCardButtonProps) => {
  const t = useTranslations('paymentMethods')
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="icon-small" aria-label={t('removeCard', { name })}>
          <Trash2 />
        </Button>
      }
      title={t('removeTitle', { name })}
      text={t(means)}
      confirm={t('remove')}
      danger
      action={remove}
      onDone={onDone}
    />
  )
}
