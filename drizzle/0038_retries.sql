CREATE TABLE "retries" (
	"org_id" text NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"attempts" integer NOT NULL,
	"version" bigint NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"error" text NOT NULL,
	CONSTRAINT "retries_org_id_kind_reference_pk" PRIMARY KEY("org_id","kind","reference"),
	CONSTRAINT "retries_attempts" CHECK ("retries"."attempts" > 0)
);
