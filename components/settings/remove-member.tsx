'use client'

import { UserMinus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { Member, MembersDesk } from './members-card'

export type RemoveMemberProps = {
  readonly member: Member
  /** True where the reader would leave. */
  readonly isReader: boolean
  readonly desk: MembersDesk
  readonly onDone: (words: string, leaves: boolean) => void
}

/** Ends a membership, after a question. */
export const RemoveMember = ({ member, isReader, desk, onDone }: RemoveMemberProps) => {
  const t = useTranslations('settings')
  const { name, userId } = member
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="icon-small" aria-label={t('remove', { name })}>
          <UserMinus />
        </Button>
      }
      title={t('removeTitle', { name })}
      text={t(isReader ? 'removeSelfText' : 'removeText')}
      confirm={t('removeConfirm')}
      danger
      action={() => desk.remove({ org: desk.org, userId })}
      onDone={() => onDone(t('removed', { name }), isReader)}
    />
  )
}
