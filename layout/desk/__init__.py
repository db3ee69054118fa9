"""The desk: an edition kept built while its files change, and shown in a browser on this machine."""

from layout.desk.alternatives import Choose
from layout.desk.board import Board
from layout.desk.server import DeskServer
from layout.desk.signing import SignBook
from layout.desk.watching import Watcher

__all__ = ["Board", "Choose", "DeskServer", "SignBook", "Watcher"]
