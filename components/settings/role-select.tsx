'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { Role } from '@/lib/core/access/permit'
import { roles } from './roles'

export type RoleSelectProps = { readonly initial: Role; readonly error: string | undefined }

/** A choice of role. */
export const RoleSelect = ({ initial, error }: RoleSelectProps) => {
  const t = useTranslations('settings')
  return (
    <Field label={t('role')} error={error}>
      {(control) => (
        <Select {...control} name="role" defaultValue={initial}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`roles.${role}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
