"""What a development server answers, and waiting until it answers something else."""

import http.client
import time

PATIENCE = 120


def until(holds, seconds=PATIENCE):
    end = time.perf_counter() + seconds
    while not (there := holds()) and time.perf_counter() < end:
        time.sleep(.004)
    return there


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        return text if answer.status == 200 else ""
    except OSError:
        return ""
    finally:
        connection.close()
