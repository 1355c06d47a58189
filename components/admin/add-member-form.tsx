'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Field } from '@/components/ui/field'
import { readFields } from '@/components/ui/form-fields'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'

export type AddMemberInput = { readonly org: string; readonly email: string; readonly role: string }
export type AddMemberFormProps = { readonly org: string; readonly add: Action<AddMemberInput> }

/** Adds somebody who has signed in before, or gives a member another role. */
export const AddMemberForm = ({ org, add }: AddMemberFormProps) => {
  const router = useRouter()
  const [round, setRound] = useState(0)
  const done = () => {
    setRound(round + 1)
    router.refresh()
  }
  return (
    <div className="border-line border-t bg-sunken px-4 py-4 sm:px-5">
      <ActionForm
        key={round}
        action={add}
        read={(form) => ({ org, ...readFields(form, ['email', 'role']) })}
        submit="Add member"
        done="Member added"
        onDone={done}
        className="gap-3"
      >
        {(error) => (
          <div className="grid items-start gap-3 sm:grid-cols-[1fr_9rem]">
            <Field label="E-mail" error={error('email')}>
              {(control) => <Input {...control} type="email" name="email" required maxLength={254} />}
            </Field>
            <Field label="Role" error={error('role')}>
              {(control) => (
                <Select {...control} name="role">
                  <option value="owner">Owner</option>
                  <option value="billing">Billing</option>
                  <option value="member">Member</option>
                </Select>
              )}
            </Field>
          </div>
        )}
      </ActionForm>
    </div>
  )
}
