'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { readFields } from '@/components/ui/form-fields'
import type { Member, MembersDesk } from './members-card'
import { RoleSelect } from './role-select'
import { roles } from './roles'

export type ChangeRoleProps = {
  readonly member: Member
  readonly desk: MembersDesk
  readonly onDone: (words: string) => void
}

/** Gives a member another role. */
export const ChangeRole = ({ member, desk, onDone }: ChangeRoleProps) => {
  const t = useTranslations('settings')
  const [open, setOpen] = useState(false)
  const { name, email } = member
  const chosen = useRef(member.role)
  const read = (form: HTMLFormElement) => {
    const { role } = readFields(form, ['role'])
    chosen.current = roles.find((each) => each === role) ?? member.role
    return { org: desk.org, email, role }
  }
  const done = () => {
    setOpen(false)
    onDone(t('roleSaved', { name, role: t(`roles.${chosen.current}`) }))
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary" size="small" aria-label={t('changeRoleOf', { name })}>
          {t('changeRole')}
        </Button>
      </DialogTrigger>
      <DialogContent title={t('changeRoleOf', { name })} text={t('changeRoleText', { name })}>
        <ActionForm action={desk.set} read={read} submit={t('saveRole')} onDone={done}>
          {(error) => <RoleSelect initial={member.role} error={error('role')} />}
        </ActionForm>
      </DialogContent>
    </Dialog>
  )
}
