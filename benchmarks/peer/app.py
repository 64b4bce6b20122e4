"""The peer: the same job as a good FastAPI engineer would write it.

Plain `def` endpoints in FastAPI's thread pool, SQLAlchemy's ORM with its own connection pool, one
httpx client with kept connections; no session stays open while the model thinks. It keeps two rows
for each chat; ours keeps more. With HITS_A_MINUTE it counts a limit on MySQL, in the transaction
that finds the user.
"""

import json
import os
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

import bcrypt
import httpx
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field
from sqlalchemy import orm, select
from sqlalchemy.dialects.mysql import insert
from sqlalchemy.exc import IntegrityError
from tables import Hit, Message, Session, User

JWT_SECRET = os.environ["JWT_SECRET"]
MODEL_URL = os.environ["OPENAI_API_URL"] + "/chat/completions"
MODEL = os.environ["OPENAI_MODEL"]
HITS_A_MINUTE = int(os.environ.get("HITS_A_MINUTE", "0"))
PROMPT = "你是一位友善、可靠的助手。用简洁的中文回答；不确定的事情直接说明，不要编造。"


class Credentials(BaseModel):
    email: str = Field(max_length=254)
    password: str = Field(min_length=8, max_length=72)


class Tokens(BaseModel):
    access_token: str
    token_type: str = "bearer"


class Turn(BaseModel):
    role: Literal["system", "user", "assistant"]
    content: str = Field(min_length=1, max_length=65_536)


class Question(BaseModel):
    messages: list[Turn] = Field(min_length=1, max_length=100)
    stream: bool = False


class Profile(BaseModel):
    id: str
    email: str
    created_at: datetime


class Reply(BaseModel):
    id: str
    model: str
    message: Turn
    usage: dict[str, Any]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    headers = {"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"}
    with httpx.Client(headers=headers, timeout=60) as app.state.model:
        yield


app = FastAPI(lifespan=lifespan)


def current_user(
    bearer: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> User:
    try:
        claims = jwt.decode(bearer.credentials, JWT_SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError as e:
        raise HTTPException(401, "The token is not valid.") from e
    with Session.begin() as session:
        user = session.get(User, claims["sub"])
        if user is None:
            raise HTTPException(401, "The token is not valid.")
        if HITS_A_MINUTE and hit(session, user) > HITS_A_MINUTE:
            raise HTTPException(429, "Too many requests.")
    return user


def hit(session: orm.Session, user: User) -> int:
    """Count one hit of this minute; how many there are with it."""
    minute = int(time.time()) // 60
    one = insert(Hit).values(user_id=user.id, minute=minute, hits=1)
    session.execute(one.on_duplicate_key_update(hits=Hit.hits + 1))
    return session.scalars(
        select(Hit.hits).where(Hit.user_id == user.id, Hit.minute == minute)
    ).one()


@app.get("/api/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/api/auth/register", status_code=201)
def register(body: Credentials) -> Tokens:
    password_hash = bcrypt.hashpw(body.password.encode(), bcrypt.gensalt(12)).decode()
    user = User(
        id=str(uuid.uuid4()),
        email=body.email.lower(),
        password_hash=password_hash,
        created_at=datetime.now(UTC),
    )
    try:
        with Session.begin() as session:
            session.add(user)
    except IntegrityError as e:
        raise HTTPException(409, "This e-mail is registered already.") from e
    return tokens(user)


@app.post("/api/auth/login")
def login(body: Credentials) -> Tokens:
    with Session() as session:
        user = session.scalar(select(User).where(User.email == body.email.lower()))
    if not user or not bcrypt.checkpw(body.password.encode(), user.password_hash.encode()):
        raise HTTPException(401, "The e-mail or the password is wrong.")
    return tokens(user)


@app.get("/api/auth/me")
def me(user: Annotated[User, Depends(current_user)]) -> Profile:
    return Profile(id=user.id, email=user.email, created_at=user.created_at)


@app.post("/api/chat", response_model=Reply)
def chat(
    body: Question, user: Annotated[User, Depends(current_user)], request: Request
) -> Reply | StreamingResponse:
    turns = [turn.model_dump() for turn in body.messages]
    question = {"model": MODEL, "messages": [{"role": "system", "content": PROMPT}, *turns]}
    model: httpx.Client = request.app.state.model
    if body.stream:
        events = streamed(model, question, user, body.messages[-1])
        return StreamingResponse(events, media_type="text/event-stream")
    try:
        answer = model.post(MODEL_URL, json=question).raise_for_status().json()
    except httpx.HTTPError as e:
        raise HTTPException(502, "The model service failed.") from e
    said = Turn(role="assistant", content=answer["choices"][0]["message"]["content"])
    keep(user, body.messages[-1], said)
    return Reply(id=answer["id"], model=answer["model"], message=said, usage=answer["usage"])


def streamed(
    model: httpx.Client, question: dict[str, Any], user: User, asked: Turn
) -> Iterator[str]:
    said = ""
    with model.stream("POST", MODEL_URL, json={**question, "stream": True}) as response:
        for line in response.iter_lines():
            if line.startswith("data: {"):
                for choice in json.loads(line[6:])["choices"]:
                    if piece := choice["delta"].get("content"):
                        said += piece
                        yield f"data: {json.dumps({'content': piece}, ensure_ascii=False)}\n\n"
    keep(user, asked, Turn(role="assistant", content=said))
    yield "data: [DONE]\n\n"


def keep(user: User, *turns: Turn) -> None:
    now = datetime.now(UTC)
    with Session.begin() as session:
        for turn in turns:
            session.add(
                Message(user_id=user.id, role=turn.role, content=turn.content, created_at=now)
            )


def tokens(user: User) -> Tokens:
    now = datetime.now(UTC)
    claims = {"sub": user.id, "iat": now, "exp": now + timedelta(hours=1)}
    return Tokens(access_token=jwt.encode(claims, JWT_SECRET, algorithm="HS256"))
