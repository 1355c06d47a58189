'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import type { MembersDesk } from './members-card'
import { RoleSelect } from './role-select'

export type InviteFormProps = { readonly desk: MembersDesk; readonly onDone: (words: string) => void }

/** Adds somebody who has signed in before. */
export const InviteForm = ({ desk, onDone }: InviteFormProps) => {
  const t = useTranslations('settings')
  const [round, setRound] = useState(0)
  const sent = useRef('')
  const read = (form: HTMLFormElement) => {
    const fields = readFields(form, ['email', 'role'])
    sent.current = fields.email
    return { org: desk.org, ...fields }
  }
  const done = () => {
    setRound(round + 1)
    onDone(t('invited', { email: sent.current }))
  }
  return (
    <div className="border-line border-t bg-sunken px-4 py-4 sm:px-5">
      <h3>{t('invite')}</h3>
      <p className="mt-0.5 mb-3 text-ink-soft text-sm">{t('inviteText')}</p>
      <ActionForm key={round} action={desk.set} read={read} submit={t('inviteSave')} onDone={done} className="gap-3">
        {(error) => (
          <div className="grid items-start gap-3 sm:grid-cols-[1fr_9rem]">
            <Field label={t('inviteEmail')} error={error('email')}>
              {(control) => <Input {...control} type="email" name="email" required maxLength={254} />}
            </Field>
            <RoleSelect initial="member" error={error('role')} />
          </div>
        )}
      </ActionForm>
    </div>
  )
}
