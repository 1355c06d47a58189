'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Action } from '@/lib/contracts/action-result'
import type { RunOrg } from './invoice-run-form'
import { NewSecret } from './new-secret'

export type CreateKeyInput = {
  readonly name: string
  readonly scopes: readonly string[]
  /** The one organization it may act for; null for all. */
  readonly org: string | null
}

export type CreateKeyDialogProps = {
  readonly scopes: readonly { readonly id: string; readonly label: string }[]
  readonly orgs: readonly RunOrg[]
  /** Answers the secret, which is shown this once and never again. */
  readonly create: Action<CreateKeyInput, { readonly secret: string }>
}

const readKey = (form: HTMLFormElement): CreateKeyInput => {
  const values = new FormData(form)
  return {
    name: String(values.get('name') ?? '').trim(),
    scopes: values.getAll('scope').map(String),
    org: String(values.get('org') ?? '') || null,
  }
}

/** Creates an API key and shows its secret once. */
export const CreateKeyDialog = ({ scopes, orgs, create }: CreateKeyDialogProps) => {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState('')
  const change = (next: boolean) => {
    setOpen(next)
    if (next) return setSecret('')
    if (secret) router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          New key
        </Button>
      </DialogTrigger>
      {secret ? (
        <DialogContent title="Copy the secret now" text="It is not stored and will not be shown again.">
          <NewSecret secret={secret} onDone={() => change(false)} />
        </DialogContent>
      ) : (
        <DialogContent title="New API key">
          <ActionForm action={create} read={readKey} submit="Create key" onDone={(result) => setSecret(result.secret)}>
            {(error) => (
              <>
                <Field label="Name" hint="The service that uses it." error={error('name')}>
                  {(control) => <Input {...control} name="name" required maxLength={70} />}
                </Field>
                <fieldset className="flex flex-col gap-2">
                  <legend className="mb-1.5 font-medium text-sm">It may</legend>
                  {scopes.map(({ id, label }) => (
                    <Checkbox key={id} name="scope" value={id} label={label} hint={id} />
                  ))}
                  {error('scopes') ? <p className="text-bad text-sm">{error('scopes')}</p> : null}
                </fieldset>
                <Field label="For" error={error('org')}>
                  {(control) => (
                    <Select {...control} name="org">
                      <option value="">All organizations</option>
                      {orgs.map(({ org, name }) => (
                        <option key={org} value={org}>
                          {name}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
              </>
            )}
          </ActionForm>
        </DialogContent>
      )}
    </Dialog>
  )
}
