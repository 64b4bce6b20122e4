"""The peer: the same job as a good FastAPI engineer would write it.

Plain `def` endpoints in FastAPI's thread pool, SQLAlchemy's ORM with its own connection pool, one
httpx client with kept connections; no session stays open while the model thinks. It keeps two rows
for each chat; ours keeps more.
"""

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

import bcrypt
import httpx
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from tables import Message, Session, User

JWT_SECRET = os.environ["JWT_SECRET"]
MODEL_URL = os.environ["OPENAI_API_URL"] + "/chat/completions"
MODEL = os.environ["OPENAI_MODEL"]
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
    with Session() as session:
        user = session.get(User, claims["sub"])
    if user is None:
        raise HTTPException(401, "The token is not valid.")
    return user


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


@app.post("/api/chat")
def chat(body: Question, user: Annotated[User, Depends(current_user)], request: Request) -> Reply:
    turns = [turn.model_dump() for turn in body.messages]
    question = {"model": MODEL, "messages": [{"role": "system", "content": PROMPT}, *turns]}
    try:
        answer = request.app.state.model.post(MODEL_URL, json=question).raise_for_status().json()
    except httpx.HTTPError as e:
        raise HTTPException(502, "The model service failed.") from e
    said = Turn(role="assistant", content=answer["choices"][0]["message"]["content"])
    now = datetime.now(UTC)
    with Session.begin() as session:
        for turn in (body.messages[-1], said):
            session.add(
                Message(user_id=user.id, role=turn.role, content=turn.content, created_at=now)
            )
    return Reply(id=answer["id"], model=answer["model"], message=said, usage=answer["usage"])


def tokens(user: User) -> Tokens:
    now = datetime.now(UTC)
    claims = {"sub": user.id, "iat": now, "exp": now + timedelta(hours=1)}
    return Tokens(access_token=jwt.encode(claims, JWT_SECRET, algorithm="HS256"))
