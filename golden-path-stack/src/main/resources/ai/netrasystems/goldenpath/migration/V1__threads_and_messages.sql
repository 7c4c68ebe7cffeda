-- A thread belongs to the user who wrote in it first.
create table thread (
    thread_id  text primary key,
    user_id    text not null,
    created_at timestamptz not null
);

create index thread_of_user on thread (user_id, created_at desc);

-- The identity column is the order of a thread: question and answer are stored in one transaction, one after the other.
create table message (
    message_id bigint generated always as identity primary key,
    thread_id  text not null references thread on delete cascade,
    role       text not null check (role in ('user', 'assistant')),
    content    text not null,
    created_at timestamptz not null
);

create index message_of_thread on message (thread_id, message_id);
