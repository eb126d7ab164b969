"""Decoding, checking and writing audio. Inside the system audio is mono float32 at 16 kHz."""

from shared.audio.decode import Audio, decode_audio
from shared.audio.wav import encode_wav

__all__ = ["Audio", "decode_audio", "encode_wav"]
