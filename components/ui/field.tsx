import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'
import { Label } from './label'

/** What a control needs to be tied to its label, hint and error. */
export type FieldControl = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export type FieldProps = {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** A sentence; where there is one, the control is marked invalid and the sentence is read out. */
  readonly error?: string | undefined
  readonly optional?: boolean
  readonly className?: string
  readonly children: (control: FieldControl) => ReactNode
}

/** Label, control, hint and error as one: `<Field label="Name">{(control) => <Input {...control} name="name" />}</Field>`. */
export const Field = ({ label, hint, error, optional = false, className, children }: FieldProps) => {
  const t = useTranslations('ui')
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <Label htmlFor={id}>
        {label}
        {optional ? <span className="font-normal text-ink-faint"> ({t('optional')})</span> : null}
      </Label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p id={`${id}-error`} className="text-bad text-sm">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-ink-faint text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
